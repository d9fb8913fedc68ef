import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-RD3G4B3L.js";import"./chunk-MFSE3JQB.js";import"./chunk-RB4V3YOT.js";import"./chunk-DVUXWTY3.js";import"./chunk-LRJ3V5C5.js";import"./chunk-J5VQLYXI.js";export{a as renderFix};
