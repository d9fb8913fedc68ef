import type { HeaderLine } from '../model.js';

export const MASK = '[redacted]';
/** A user name of this length is more likely a token (`https://TOKEN:x-oauth-basic@...`). */
const LONG_NAME = 16;

/** Query parameters that are secrets by their usual names, `api_key` as well as `vendorApiKey`. */
const SECRET_PARAMETER =
  /(^|[-_.])(auth|token|api[-_]?key|key|secret|passw(or)?d|pwd|jwt|sig|signature|credentials?|accesstoken)$|[a-z0-9](ApiKey|APIKey|Token|Secret|Password)$/;

export interface Parameter {
  /** `name=value` as it stands in the URL. */
  text: string;
  name: string;
  /** The value as it stands in the URL. */
  value: string;
}

/** The query of a URL, piece by piece and to the letter: `URLSearchParams` would spell the others anew. */
export function parametersOf(url: URL): Parameter[] {
  if (url.search === '') return [];
  return url.search
    .slice(1)
    .split('&')
    .map((text) => {
      const [name = ''] = text.split('=', 1);
      return { text, name: decoded(name), value: text.slice(name.length + 1) };
    });
}

/** @param named further names that count, in lower case */
export function isSecret({ name, value }: Parameter, named: readonly string[]): boolean {
  const known = SECRET_PARAMETER.test(name) || SECRET_PARAMETER.test(name.toLowerCase());
  return value !== '' && (known || named.includes(name.toLowerCase()));
}

/** The same URL with these pieces for a query. */
export function withQuery(url: URL, pieces: readonly string[]): string {
  const changed = new URL(url);
  changed.search = pieces.join('&');
  return changed.href;
}

/** What a parameter's value is in other spellings: on the wire, decoded, decoded as a form. */
export function parameterSecrets({ value }: Parameter): string[] {
  return [value, decoded(value), decoded(value.replaceAll('+', ' '))];
}

/** The value of a credential header, the token in it, what Basic encodes, the values of a cookie or a list. */
export function headerSecrets([name, value]: HeaderLine): string[] {
  if (name.toLowerCase() === 'cookie')
    return [value, ...value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())];
  const [scheme, token] = [value.split(' ')[0] ?? '', value.slice(value.indexOf(' ') + 1)];
  const listed = [...value.matchAll(/=\s*"?([^",\s]{8,})/g)].map(([, parameter]) => parameter ?? '');
  if (scheme.toLowerCase() !== 'basic') return [value, token, ...listed];
  return [value, token, ...pairSecrets(Buffer.from(token, 'base64').toString('utf8'))];
}

/** The credentials in a URL as they stand there. */
export function userinfoSecrets({ username, password }: URL): string[] {
  return pairSecrets(`${username}:${password}`);
}

/** `user:password`; the user name too where it looks like the secret. */
function pairSecrets(pair: string): string[] {
  const colon = pair.indexOf(':');
  if (colon < 0) return [pair];
  const [user, password] = [pair.slice(0, colon), pair.slice(colon + 1)];
  return [pair, password, ...(password === '' || user.length >= LONG_NAME ? [user] : [])];
}

/** Percent-decoded; as it is where it is no percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Something typed that may be a URL, fit to be printed: what may be a secret in it is masked. */
export function masked(text: string): string {
  return text.replace(/^([a-z][\w+.-]*:\/\/)?.*@/is, `$1${MASK}@`).replace(/([?#]).*$/s, `$1${MASK}`);
}
