import {
  PLACEHOLDER_WORDS,
  PROTOCOL_WORDS,
  SCHEME,
  TELLING_PLACEHOLDERS,
  TOKEN_BEGINNING,
} from './vocabulary.js';

const BETWEEN_PIECES = /[\s,;:&?/="'<>{}[\]()|]+/;
const SHORTEST_SECRET = 8;
const SHORTEST_TOKEN = 16;
/** No word that people write is longer. */
const LONGEST_WORD = 24;
/** Letters, or digits, that stand together: more in what people write than in what a machine drew. */
const RANDOM_RUN = 3;
const WORDS_BEFORE = /^(?:[a-z]{2,}[-_.])+/;
/** Shorter ones are found where they mean nothing. */
const SHORTEST_HUNTED = 6;
/** Several words, and nothing but words. */
const SHORTEST_PHRASE = 12;

/** A variable that its client did not expand is no secret. */
const REFERENCE = /^\$(\w+|\{[^{}]*\})$/;

/** A credential without the scheme before it. */
export function withoutScheme(text: string): string {
  return text.replace(SCHEME, '').trim();
}

/** `Bearer ` of `Bearer abc`; empty where there is none. */
export function schemeOf(text: string): string {
  return SCHEME.exec(text)?.[0] ?? '';
}

/**
 * Whether a text has to be masked where it is shown, whatever it is called: a known beginning, a JWT, or letters
 * and digits as no one writes them. Rather once too often; what people write stays (`my-project-2024`).
 */
export function looksLikeToken(text: string): boolean {
  return tokensIn(text).length > 0;
}

/** Whether a name begins as tokens do, whatever comes after. */
export function beginsLikeToken(name: string): boolean {
  return TOKEN_BEGINNING.test(name);
}

/** The pieces of a text that look like tokens. */
export function tokensIn(text: string): string[] {
  return text
    .split(BETWEEN_PIECES)
    .filter((piece) => (TOKEN_BEGINNING.test(piece) && piece.length > SHORTEST_SECRET) || isDrawn(piece));
}

/** The same of the name of a file or folder, where words stand before a few letters that a machine drew (`build-Ab3dE9`). */
export function tokensInNames(text: string): string[] {
  return tokensIn(text).filter(
    (piece) => TOKEN_BEGINNING.test(piece) || piece.replace(WORDS_BEFORE, '').length >= SHORTEST_TOKEN,
  );
}

/** A token that its beginning gives away, whatever the header's name. */
export function isKnownToken(literal: string): boolean {
  const text = withoutScheme(literal);
  return TOKEN_BEGINNING.test(text) && text.length >= SHORTEST_TOKEN && !isPlaceholder(text);
}

/**
 * Whether a secret gives itself away by its value, so that it can be looked for in all that a server says. A
 * short or an ordinary word is a secret only where it stands: elsewhere it means something else.
 */
export function isTelling(secret: string): boolean {
  if (secret.length < SHORTEST_HUNTED || isProtocolText(secret) || REFERENCE.test(secret)) return false;
  if (/^\d+$/.test(secret)) return secret.length >= SHORTEST_SECRET;
  if (/^[a-z]+$/i.test(secret)) return secret.length >= SHORTEST_TOKEN;
  return secret.length >= SHORTEST_PHRASE || !/^[a-z\s.,;:=&/_-]+$/i.test(secret);
}

/** Whether a credential is a real one, written down: rather once too few. Short plain words are none. */
export function isLiteralSecret(literal: string): boolean {
  const text = withoutScheme(literal);
  if (text.length < SHORTEST_SECRET || isPlaceholder(text)) return false;
  return isMoreThanWords(text) && !wordsOf(text).every(isFiller);
}

/** `YOUR_TOKEN`, `<token>`, `xxx`, `sk-...`: what a manual shows in place of a secret. */
export function isPlaceholder(literal: string): boolean {
  const text = withoutScheme(literal).replace(/^(sk|ghp|pat|glpat|xoxb|tvly|hf|npm)[-_]/, '');
  if (/^(<.+>|\[.+\]|\{\{.+\}\})$/.test(text)) return true;
  if (/^[x*._•…-]{3,}$/i.test(text) || /x{4,}|\*{3,}|\.{3}$|…$/i.test(text)) return true;
  const words = wordsOf(text);
  return words.length > 0 && words.every(isFiller) && words.some((word) => TELLING_PLACEHOLDERS.has(word));
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

function isMoreThanWords(text: string): boolean {
  return /\d/.test(text) || /[a-z][A-Z]/.test(text) || /[^\w\s.-]/.test(text);
}

/** Drawn by a machine: it changes between letters and digits, or between cases, as words do not. */
function isDrawn(piece: string): boolean {
  if (piece.length < SHORTEST_TOKEN || isProtocolText(piece)) return false;
  const runs = piece.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  const length = runs.join('').length;
  if (length < SHORTEST_TOKEN || runs.every((run) => /^\d/.test(run))) return false;
  if (runs.some((run) => run.length > LONGEST_WORD)) return true;
  const turns = piece.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return length / runs.length <= RANDOM_RUN || (turns > 2 && !/[-_.]/.test(piece));
}

/** Versions, dates, media types, and whatever is made of the words of HTTP, JSON and MCP alone. */
function isProtocolText(text: string): boolean {
  if (/^v?\d{1,6}(\.\d{1,6}){0,3}$/i.test(text)) return true;
  if (/^\d{4}-\d\d-\d\d([T ][\d:.+-]*Z?)?$/.test(text)) return true;
  if (/^(application|text|image|audio|video|font|multipart|message|\*)\/[\w.*+-]{1,60}$/i.test(text))
    return true;
  const words = text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return words.length > 0 && words.every((word) => PROTOCOL_WORDS.has(word) || /^\d{1,3}$/.test(word));
}
