import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{e as a}from"./chunk-A4YLHVKQ.js";import"./chunk-QEAE4MOC.js";import"./chunk-VJEL7WTX.js";import"./chunk-Y35M4XZS.js";import"./chunk-J5VQLYXI.js";export{a as loadProfiles};
