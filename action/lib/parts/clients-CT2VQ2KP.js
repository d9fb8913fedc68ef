import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-ZGGJUS5N.js";import{a as p}from"./chunk-HAK2SODZ.js";import{a as f}from"./chunk-RJFMJWSV.js";import"./chunk-G2ZXBUAJ.js";import{a as m}from"./chunk-MFSE3JQB.js";import{m as s}from"./chunk-TIP4RN6L.js";import"./chunk-PQMFEZCF.js";import"./chunk-DVUXWTY3.js";import"./chunk-2SH7MLSA.js";import"./chunk-LRJ3V5C5.js";import{a as e}from"./chunk-J5VQLYXI.js";function x(r,t){let n={...t,width:Math.max(40,t.width)},o=m(t.color),c=r.targets.flatMap(i=>[...s(i,n,o),...p(i.clients,n,o),""]);return`${(t.detail==="quiet"?a(r,o):[...c,...f(r,n).map(i=>o("quiet",i))]).join(`
`)}
`}e(x,"renderClients");export{x as renderClients};
