import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-J5VQLYXI.js";var e={false:0,null:1,true:2};function s(o){return[...o].sort((n,r)=>e[`${n.connects}`]-e[`${r.connects}`])}t(s,"worstFirst");export{s as a};
