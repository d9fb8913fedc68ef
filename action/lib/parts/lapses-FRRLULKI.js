import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b,c,d}from"./chunk-WHZXLAUM.js";import"./chunk-FWLYWX2C.js";import"./chunk-TSXDPLHJ.js";export{a as dialectOf,d as lapsesIn,b as tokensIn,c as unreadOf};
