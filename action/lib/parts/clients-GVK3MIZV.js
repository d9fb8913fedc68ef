import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-BCW4QYNO.js";import{a as p}from"./chunk-5F775OAG.js";import"./chunk-QOSRV6GR.js";import{i as s}from"./chunk-JU3EUXCF.js";import{a as f}from"./chunk-OY5QHLOL.js";import{a as m}from"./chunk-MFSE3JQB.js";import"./chunk-VGSQHTLD.js";import"./chunk-LRJ3V5C5.js";import{a as e}from"./chunk-J5VQLYXI.js";function x(r,t){let n={...t,width:Math.max(40,t.width)},o=m(t.color),c=r.targets.flatMap(i=>[...s(i,n,o),...p(i.clients,n,o),""]);return`${(t.detail==="quiet"?a(r,o):[...c,...f(r,n).map(i=>o("quiet",i))]).join(`
`)}
`}e(x,"renderClients");export{x as renderClients};
