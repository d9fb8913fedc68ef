import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var{lendHand:a}=await import("../parts/commands-S7YFRMBC.js");await a();
