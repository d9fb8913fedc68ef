import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-J5VQLYXI.js";function s(r,n,i=`${n}s`){return`${r} ${r===1?n:i}`}t(s,"plural");export{s as a};
