import type { Format } from '../../model.js';
import { shownName } from '../../targets/config/names.js';
import { referencesIn } from '../../targets/config/references.js';
import { MASK } from '../../targets/secrets.js';

/** How tokens of well-known services begin. */
const TOKEN_BEGINNING =
  /^(sk-|[sr]k_(live|test)_|gh[pousr]_|github_pat_|gl[a-z]*-|xox[a-z]-|xapp-|A[KS]IA[A-Z0-9]|AIza|ya29\.|eyJ[\w-]{8}|hf_|npm_|pypi-|dop_v1_|shp[a-z]{2}_|SG\.|lin_api_|ntn_|figd_|tvly-|pat-)/;
const SCHEME = /^(Bearer|Basic|Token|Digest|ApiKey|Api-Key|Key)\s+/i;
/** What manuals write where the reader's own secret goes. */
const PLACEHOLDER_WORDS = new Set(
  'your my the a an api access auth bearer personal service account token tokens key keys secret password pass pat jwt here goes insert paste put enter add replace replaceme me with change changeme this example sample placeholder dummy fake test demo value string todo tbd real actual user username id sk'.split(
    ' ',
  ),
);
/** Of those, the ones that nobody would choose for a real one. */
const TELLING_WORDS = new Set(
  'your insert paste put enter replace replaceme changeme example sample placeholder dummy fake todo tbd here'.split(
    ' ',
  ),
);
const SHORTEST_SECRET = 8;
const SHORTEST_TOKEN = 16;

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

/** A credential without the scheme before it. */
export function withoutScheme(text: string): string {
  return text.replace(SCHEME, '').trim();
}

/** `Bearer ` of `Bearer abc`; empty where there is none. */
export function schemeOf(text: string): string {
  return SCHEME.exec(text)?.[0] ?? '';
}

/** Whether a text has to be masked where it is shown: rather once too often. */
export function looksLikeToken(text: string): boolean {
  return text
    .split(/[\s,;&?/="'<>{}[\]()|]+/)
    .some(
      (piece) =>
        (TOKEN_BEGINNING.test(piece) && piece.length > SHORTEST_SECRET) ||
        (piece.length >= SHORTEST_TOKEN && /\d/.test(piece) && /[a-z]/i.test(piece)) ||
        piece.length > 40,
    );
}

/** Whether a credential is a real one, written down: rather once too few. Short plain words are none. */
export function isLiteralSecret(literal: string): boolean {
  const text = withoutScheme(literal);
  if (text.length < SHORTEST_SECRET || isPlaceholder(text)) return false;
  return isRandom(text) && !wordsOf(text).every(isFiller);
}

/** A token that its beginning gives away, whatever the header's name. */
export function isKnownToken(literal: string): boolean {
  const text = withoutScheme(literal);
  return TOKEN_BEGINNING.test(text) && text.length >= SHORTEST_TOKEN && !isPlaceholder(text);
}

/** `YOUR_TOKEN`, `<token>`, `xxx`, `sk-...`: what a manual shows in place of a secret. */
export function isPlaceholder(literal: string): boolean {
  const text = withoutScheme(literal).replace(/^(sk|ghp|pat|glpat|xoxb|tvly|hf|npm)[-_]/, '');
  if (/^(<.+>|\[.+\]|\{\{.+\}\})$/.test(text)) return true;
  if (/^[x*._•…-]{3,}$/i.test(text) || /x{4,}|\*{3,}|\.{3}$|…$/i.test(text)) return true;
  const words = wordsOf(text);
  return words.length > 0 && words.every(isFiller) && words.some((word) => TELLING_WORDS.has(word));
}

function isFiller(word: string): boolean {
  return PLACEHOLDER_WORDS.has(word) || /^(x{2,}|\d{1,3}|1234\d*|abc(123)?)$/.test(word);
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z\d])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** More than words: digits, capitals inside, or signs that words are not joined with. */
function isRandom(text: string): boolean {
  return /\d/.test(text) || /[a-z][A-Z]/.test(text) || /[^\w\s.-]/.test(text);
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
  const [, open = '', name = '', rest = ''] = REFERENCE.exec(written) ?? [];
  if (open === '') return MASK;
  const closing = open.includes('{') ? '}' : '';
  const shown = NAME.test(name) && !looksLikeToken(name) ? name : MASK;
  return `${open}${shown}${rest === closing ? '' : ':...'}${closing}`;
}

const REFERENCE = /^(\$\{(?:(?:env|file|input|command|config):)?|\{(?:env|file):|\$)([^:}]*)(.*)$/s;
const NAME = /^[\w./~-]{1,64}$/;
