import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-BGATV2VA.js";import"./chunk-MKWJLD43.js";import"./chunk-4YVN52QE.js";import"./chunk-CQS5CJNF.js";import"./chunk-Y2A27VET.js";import"./chunk-3FO3EKWC.js";import"./chunk-P3F6A6PJ.js";import"./chunk-IA6N2DIP.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
