import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as n}from"./chunk-LRJ3V5C5.js";import{a as r}from"./chunk-J5VQLYXI.js";function t(o){return`${n(o)}
`}r(t,"renderJson");export{t as renderJson};
