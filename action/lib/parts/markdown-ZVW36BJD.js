import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-7NDARBVK.js";import{a as f,c as g}from"./chunk-M5UQYCKR.js";import"./chunk-HKT3NUXS.js";import"./chunk-WNQGTB72.js";import{d,e as l}from"./chunk-O4YGPIJR.js";import"./chunk-HCSBBLJX.js";import"./chunk-2XFQW3IJ.js";import"./chunk-H64WJKL3.js";import"./chunk-4YRU2MRM.js";import"./chunk-TQQKAN5Z.js";import"./chunk-RB4V3YOT.js";import"./chunk-DVUXWTY3.js";import"./chunk-LRJ3V5C5.js";import{a as i}from"./chunk-J5VQLYXI.js";var k=600;function M(r,t,a){let{triage:n,targets:c}=r,T=n.targets.flatMap((o,h)=>{let p=c[h],u=p?.network??null,s=p?.repeat??null;return[`### ${l(o.name)}`,"",...$(o),...e("Below HTTP",u===null?[]:[g(u)]),...e("Repeated",s===null?[]:[s.sentence,...s.because===null?[]:[s.because]]),...e("Took part",o.involved),...e("Tried",o.tried)]}),w=n.hiddenHosts===0?[]:[`${n.hiddenHosts} private hosts have stand-ins.`,""];return`${m(r,t,a)}
## Ticket

${[...T,...w].join(`
`)}${d(f(n))}
`}i(M,"renderTriageMarkdown");function $({next:r}){return[...e("Next, for the user",r.user),...e("Next, for who runs the server",r.operator)]}i($,"steps");function e(r,t){return t.length===0?[]:[`**${r}**`,"",...t.map(a=>`- ${d(a,k)}`),""]}i(e,"listed");export{M as renderTriageMarkdown};
