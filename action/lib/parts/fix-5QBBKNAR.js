import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-WYZK5ZEF.js";import"./chunk-MFSE3JQB.js";import"./chunk-TIP4RN6L.js";import"./chunk-PQMFEZCF.js";import"./chunk-DVUXWTY3.js";import"./chunk-2SH7MLSA.js";import"./chunk-LRJ3V5C5.js";import"./chunk-J5VQLYXI.js";export{a as renderFix};
