import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-6J2N4YNV.js";import{arch as r,platform as e,release as m}from"node:os";var s={...o,node:process.versions.node,platform:`${e()} ${m()} ${r()}`};export{s as a};
