import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b}from"./chunk-MBHQUDOU.js";import"./chunk-ZQQV3QZ2.js";import"./chunk-5JIA4JLF.js";import"./chunk-BYIU5INY.js";import"./chunk-J5VQLYXI.js";export{a as LESSONS,b as behaviourOf};
