import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-J5VQLYXI.js";function t(r){return`'${r.replaceAll("'","'\\''")}'`}e(t,"shellQuoted");export{t as a};
