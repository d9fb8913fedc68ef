import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var{lendHand:a}=await import("../parts/commands-BA7ZDDFS.js");await a();
