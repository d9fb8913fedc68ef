import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b,c}from"./chunk-LRJ3V5C5.js";import"./chunk-J5VQLYXI.js";export{a as forTerminal,b as jsonForTerminal,c as jsonLine};
