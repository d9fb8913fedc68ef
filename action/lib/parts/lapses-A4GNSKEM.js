import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as a,d as b,e as c,f as d}from"./chunk-FG375QUC.js";import"./chunk-5E2OI7NA.js";export{a as dialectOf,d as lapsesIn,b as tokensIn,c as unreadOf};
