import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-J5VQLYXI.js";function t(e){try{return JSON.parse(e.replace("\uFEFF",""))}catch{return null}}r(t,"parsed");export{t as a};
