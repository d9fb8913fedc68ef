import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{n as a}from"./chunk-DHWZN5SQ.js";import"./chunk-I35U22OK.js";import"./chunk-FVWAA6BD.js";import"./chunk-M2D5REEW.js";import"./chunk-B5S4REEW.js";import"./chunk-3FO3EKWC.js";import"./chunk-5VZEUHS4.js";import"./chunk-HEDJMWHZ.js";import"./chunk-TSXDPLHJ.js";export{a as renderTerminal};
