import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-T57EXVGH.js";import"./chunk-G5GAAFAF.js";import"./chunk-OFIXIBBR.js";import"./chunk-Z5KS4INP.js";import"./chunk-3FO3EKWC.js";import"./chunk-RC6S5XYJ.js";import"./chunk-RNPOOR7M.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
