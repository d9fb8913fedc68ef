import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{m as e}from"./chunk-LZMZIGSU.js";var o={proxies:e,ca:null,insecure:!1,insecureCredentials:!1,resolve:[],family:null},s={proxy:null,passed:null,ca:!1,insecure:!1,withheld:!1,resolve:[],family:null};export{o as a,s as b};
