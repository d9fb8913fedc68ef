import { tokensIn } from './shapes.js';

/** What stands in the place of a secret. */
export const MASK = '[redacted]';

/** The same in a URL, which has no room for brackets. */
export const MASK_IN_URL = 'REDACTED';

/** Something typed that may be a URL, fit to be printed: what may be a secret in it is masked. */
export function masked(text: string): string {
  return text.replace(/^([a-z][\w+.-]*:\/\/)?.*@/is, `$1${MASK}@`).replace(/([?#]).*$/s, `$1${MASK}`);
}

/** A text without what looks like a token in it, whatever it is called. */
export function withoutTokens(text: string): string {
  return tokensIn(text).reduce((rest, token) => rest.replaceAll(token, MASK), text);
}
