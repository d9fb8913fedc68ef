import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-J5VQLYXI.js";var n=["unreachable","tls","silent","credentials","rate-limited","unclear"];function a({notJudged:e,diagnosis:r}){return e===null?!1:r?.class!=="cause"||n.includes(e.reason)?!0:e.reason==="not-mcp"&&r.layer==="framing"}t(a,"isLeftOpen");export{a};
