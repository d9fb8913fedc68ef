import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p,b as u}from"./chunk-E5QWM6LR.js";import{d as o,e as s,g as m}from"./chunk-O4YGPIJR.js";import"./chunk-LRJ3V5C5.js";import{a as d}from"./chunk-J5VQLYXI.js";var t=600;function v(e){let{verdict:n,patterns:c,exitCode:$,tool:f,version:g}=e,j=n.fault.length===0?[]:[`**Fault:** ${n.fault.join(" or ")}`,""];return`${[`### ${$===0?"\u2705":$===1?"\u274C":"\u2754"} ${o(n.title,t)}`,"",...j,...n.do.map((r,i)=>`${i+1}. ${o(r,t)}`),"",...c.flatMap(({title:r,severity:i,first:l,last:a,who:w,examples:x})=>[`- **${i}** ${o(r,t)}`,`  - ${o(`${l??"at a time that no line tells"}${a===l||a===null?"":` to ${a}`}: ${w.join(", ")}`,t)}`,...x.map(({file:L,line:k,text:C})=>`  - ${s(`${L}:${k} ${C}`,t)}`)]),"",...m(`${p(e)}
${u(e)}exit code ${$}`,"text",t),"",`<sub>${o(`${f} ${g}`,80)}</sub>`].join(`
`)}
`}d(v,"renderLogMarkdown");export{v as renderLogMarkdown};
