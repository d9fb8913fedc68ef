import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as e}from"./chunk-IA6N2DIP.js";function o(r,t){return new e("the edit does not fit the file",{where:t.join("."),found:r,whatToDo:"read the file again: it is not what the edit was made for"})}export{o as a};
