import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b}from"./chunk-B5SXRUKN.js";import"./chunk-TRUFEDLQ.js";import"./chunk-4BWBAWEZ.js";import"./chunk-BYIU5INY.js";import"./chunk-J5VQLYXI.js";export{a as LESSONS,b as behaviourOf};
