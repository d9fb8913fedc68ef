import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-FUNCTDVD.js";var e={name:o.name,version:o.version};export{e as a};
