import { MASK } from '../../secrets/mask.js';
import { beginsLikeToken } from '../../secrets/shapes.js';

/** What a variable is called: long in capitals alone. */
const VARIABLE = /^([A-Z_][A-Z0-9_]{0,79}|[A-Za-z_]\w{0,31})$/;
/** What only a client can fill in, and the path of a file. */
const OTHERS = /^((file|input|command|config|workspaceFolder):[\w./~ -]{1,80}|\/|\$\(\.\.\.\))$/;

/** The name of a variable, fit to be printed: whoever writes a token in its place must not find it in a log. */
export function shownName(name: string): string {
  const turns = name.match(/[a-z]\d/gi)?.length ?? 0;
  const isName = VARIABLE.test(name) && !beginsLikeToken(name) && turns <= 3;
  return isName || OTHERS.test(name) ? name : MASK;
}
