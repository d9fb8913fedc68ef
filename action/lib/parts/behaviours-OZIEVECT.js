import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b}from"./chunk-P6UBFFXD.js";import"./chunk-LZYZXA3V.js";import"./chunk-5JIA4JLF.js";import"./chunk-4K5AIOMS.js";import"./chunk-J5VQLYXI.js";export{a as LESSONS,b as behaviourOf};
