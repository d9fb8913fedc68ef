import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-XVKRRZUH.js";import"./chunk-FHBOX6RO.js";import"./chunk-PUBNUVQA.js";import"./chunk-ZZSYC42F.js";import"./chunk-WUX3X3F6.js";import"./chunk-3FO3EKWC.js";import"./chunk-TR442ORN.js";import"./chunk-WBC2J6VO.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
