import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{f as a}from"./chunk-HW3VAYZM.js";import"./chunk-VU3O3A6X.js";import"./chunk-BNT2X7CG.js";import"./chunk-5E2OI7NA.js";export{a as loadProfiles};
