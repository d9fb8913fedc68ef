import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-KK7SU5XT.js";import"./chunk-AZD5XXT2.js";import"./chunk-XGPLEOHP.js";import"./chunk-Q47XERJT.js";import"./chunk-US5I63ZH.js";import"./chunk-3FO3EKWC.js";import"./chunk-HR2XGAOZ.js";import"./chunk-JN4BXQXS.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
