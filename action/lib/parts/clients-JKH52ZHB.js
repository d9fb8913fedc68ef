import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-7NCPPGJK.js";import{a as p}from"./chunk-S4MH23II.js";import{a as f}from"./chunk-RJFMJWSV.js";import"./chunk-4YRU2MRM.js";import"./chunk-TQQKAN5Z.js";import{a as m}from"./chunk-MFSE3JQB.js";import{m as s}from"./chunk-RB4V3YOT.js";import"./chunk-DVUXWTY3.js";import"./chunk-LRJ3V5C5.js";import{a as e}from"./chunk-J5VQLYXI.js";function x(r,t){let n={...t,width:Math.max(40,t.width)},o=m(t.color),c=r.targets.flatMap(i=>[...s(i,n,o),...p(i.clients,n,o),""]);return`${(t.detail==="quiet"?a(r,o):[...c,...f(r,n).map(i=>o("quiet",i))]).join(`
`)}
`}e(x,"renderClients");export{x as renderClients};
