import { tokensIn, tokensInNames } from './shapes.js';

/** What stands in the place of a secret. */
export const MASK = '[redacted]';

/** The same in a URL, which has no room for brackets. */
export const MASK_IN_URL = 'REDACTED';

/** A secret of this address was masked: it leads nowhere. */
export function isMasked(url: string): boolean {
  return url.includes(MASK) || url.includes(MASK_IN_URL);
}

/** Something typed that may be a URL, fit to be printed: what may be a secret in it is masked. */
export function masked(text: string): string {
  const shown = text.replace(/^([a-z][\w+.-]*:\/\/)?.*@/is, `$1${MASK}@`);
  const query = shown.search(/[?#]/);
  return query < 0 ? shown : shown.slice(0, query + 1) + MASK;
}

/** A text without what looks like a token in it, whatever it is called. */
export function withoutTokens(text: string): string {
  return without(text, tokensIn(text));
}

/** The same of a text that names files and folders. */
export function withoutTokensInNames(text: string): string {
  return without(text, tokensInNames(text));
}

function without(text: string, tokens: readonly string[]): string {
  return tokens.reduce((rest, token) => rest.replaceAll(token, MASK), text);
}
