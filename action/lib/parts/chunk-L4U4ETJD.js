import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-LRJ3V5C5.js";import{a as r}from"./chunk-J5VQLYXI.js";function s(e){return`${e.lines().map(n=>o(n)).join(`
`)}
`}r(s,"renderUserError");export{s as a};
