import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-7S2V2WV3.js";import{a as f,c as g}from"./chunk-M5UQYCKR.js";import"./chunk-HKT3NUXS.js";import"./chunk-RSJFXMJE.js";import{d,e as l}from"./chunk-O4YGPIJR.js";import"./chunk-HCSBBLJX.js";import"./chunk-MLAJB2UK.js";import"./chunk-KBDJWX3C.js";import"./chunk-G2ZXBUAJ.js";import"./chunk-TIP4RN6L.js";import"./chunk-PQMFEZCF.js";import"./chunk-DVUXWTY3.js";import"./chunk-2SH7MLSA.js";import"./chunk-LRJ3V5C5.js";import{a as i}from"./chunk-J5VQLYXI.js";var k=600;function M(r,t,a){let{triage:n,targets:c}=r,T=n.targets.flatMap((o,h)=>{let p=c[h],u=p?.network??null,s=p?.repeat??null;return[`### ${l(o.name)}`,"",...$(o),...e("Below HTTP",u===null?[]:[g(u)]),...e("Repeated",s===null?[]:[s.sentence,...s.because===null?[]:[s.because]]),...e("Took part",o.involved),...e("Tried",o.tried)]}),w=n.hiddenHosts===0?[]:[`${n.hiddenHosts} private hosts have stand-ins.`,""];return`${m(r,t,a)}
## Ticket

${[...T,...w].join(`
`)}${d(f(n))}
`}i(M,"renderTriageMarkdown");function $({next:r}){return[...e("Next, for the user",r.user),...e("Next, for who runs the server",r.operator)]}i($,"steps");function e(r,t){return t.length===0?[]:[`**${r}**`,"",...t.map(a=>`- ${d(a,k)}`),""]}i(e,"listed");export{M as renderTriageMarkdown};
