import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b,c,d}from"./chunk-QQMPEGNU.js";import"./chunk-KKBOPTL6.js";import"./chunk-J5VQLYXI.js";export{a as dialectOf,d as lapsesIn,b as tokensIn,c as unreadOf};
