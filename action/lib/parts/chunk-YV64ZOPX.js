import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t=["unreachable","tls","silent","credentials","rate-limited","unclear"];function n({notJudged:e,diagnosis:r}){return e===null?!1:r?.class!=="cause"||t.includes(e.reason)?!0:e.reason==="not-mcp"&&r.layer==="framing"}export{n as a};
