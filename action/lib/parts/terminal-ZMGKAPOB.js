import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-UVM3ST42.js";import"./chunk-E5N3ZWXU.js";import"./chunk-R7WRR7KY.js";import"./chunk-P3ZS4PLT.js";import"./chunk-ZQYMBCMK.js";import"./chunk-3FO3EKWC.js";import"./chunk-2XY4I57C.js";import"./chunk-PSM7OZ6X.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
