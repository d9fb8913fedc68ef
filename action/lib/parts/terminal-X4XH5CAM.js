import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-TN3IZAWU.js";import"./chunk-OKXJ4JYD.js";import"./chunk-K6TI5G6S.js";import"./chunk-PD2FS23R.js";import"./chunk-MD3JPOYO.js";import"./chunk-3FO3EKWC.js";import"./chunk-J6VASQQD.js";import"./chunk-XOES3QGG.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
