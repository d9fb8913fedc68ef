import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-JBS2CXW6.js";var e={name:o.name,version:o.version};export{e as a};
