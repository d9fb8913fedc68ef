import type { Format } from '../../model.js';
import { MASK } from '../../secrets/mask.js';
import { looksLikeToken } from '../../secrets/shapes.js';
import { shownName } from './names.js';
import { referencesIn } from './references.js';

/** With more of them than anybody writes, none is told apart: the text would be walked once for each. */
const FOREIGN_AT_MOST = 10;

/** What is written down in a text itself: it without references, be they of this client or of another. */
export function literalOf(raw: string, format: Format): string {
  let literal = '';
  let end = 0;
  const { own, foreign } = referencesIn(raw, format);
  for (const reference of own) {
    // A fallback is written down too, and a "name" that none could have is no reference.
    literal += raw.slice(end, reference.start) + (reference.fallback ?? '');
    if (reference.kind === 'variable' && !isVariableName(reference.name)) literal += reference.name;
    end = reference.end;
  }
  literal += raw.slice(end);
  return foreign.slice(0, FOREIGN_AT_MOST).reduce((rest, reference) => rest.replace(reference, ''), literal);
}

/** What may be the name of a variable, and no token that somebody wrote in its place. */
export function isVariableName(name: string): boolean {
  return /^\w+$/.test(name) && shownName(name) === name;
}

/** A word of the file as it may be shown: a key, a type, the name of a header. */
export function shownWord(word: string): string {
  return word.length <= 40 && !looksLikeToken(word) ? word : MASK;
}

/** A reference as it may be shown: its name, and nothing of a fallback. */
export function shownReference(written: string): string {
  const open = OPENING.exec(written)?.[0] ?? '';
  if (open === '') return MASK;
  const name = /^[^:}]*/.exec(written.slice(open.length))?.[0] ?? '';
  const rest = written.slice(open.length + name.length);
  const closing = open.includes('{') ? '}' : '';
  const shown = NAME.test(name) && !looksLikeToken(name) ? name : MASK;
  return `${open}${shown}${rest === closing ? '' : ':...'}${closing}`;
}

const OPENING = /^(\$\{(?:(?:env|file|input|command|config):)?|\{(?:env|file):|\$)/;
const NAME = /^[\w./~-]{1,64}$/;
