import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as r}from"./chunk-Y35M4XZS.js";import{a as e}from"./chunk-J5VQLYXI.js";function n(t,i){return new r("the edit does not fit the file",{where:i.join("."),found:t,whatToDo:"read the file again: it is not what the edit was made for"})}e(n,"unfit");export{n as a};
