import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-BU7H3PCJ.js";import"./chunk-MFSE3JQB.js";import"./chunk-TTCYAUFS.js";import"./chunk-LSXIPRNT.js";import"./chunk-LRJ3V5C5.js";import"./chunk-J5VQLYXI.js";export{a as renderFix};
