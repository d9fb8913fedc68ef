import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t="2025-11-25",o=[t,"2025-06-18","2025-03-26","2024-11-05"],I="2024-10-07",E="2026-07-28",N="{negotiated}",S="{id}",e="1999-01-01",O="2099-01-01";export{t as a,o as b,I as c,E as d,N as e,S as f,e as g,O as h};
