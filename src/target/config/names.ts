import { MASK } from '../secrets.js';

/** What a variable is called: long in capitals alone. Whoever writes a token in its place must not find it in a log. */
const VARIABLE = /^([A-Z_][A-Z0-9_]{0,79}|[A-Za-z_]\w{0,31}|[a-zA-Z]+:[\w./~-]{0,80})$/;

/** The name of a variable, fit to be printed. */
export function shownName(name: string): string {
  return VARIABLE.test(name) ? name : MASK;
}
