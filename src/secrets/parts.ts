import type { HeaderLine } from '../model.js';
import { decoded, type Parameter } from './parameters.js';
import { tokensIn } from './shapes.js';

/** A user name of this length is more likely a token (`https://TOKEN:x-oauth-basic@...`). */
const LONG_NAME = 16;

/** The value of a credential header, the token in it, what Basic encodes, the values of a cookie or a list. */
export function headerSecrets([name, value]: HeaderLine): string[] {
  if (name.toLowerCase() === 'cookie')
    return [value, ...value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())];
  const [scheme, token] = [value.split(' ')[0] ?? '', value.slice(value.indexOf(' ') + 1)];
  const listed = [...value.matchAll(/=\s*"?([^",\s]{8,})/g)].map(([, parameter]) => parameter ?? '');
  if (scheme.toLowerCase() !== 'basic') return [value, token, ...listed, ...tokensIn(value)];
  return [value, token, ...pairSecrets(Buffer.from(token, 'base64').toString('utf8'))];
}

/** What a parameter's value is in other spellings: on the wire, decoded, decoded as a form. */
export function parameterSecrets({ value }: Parameter): string[] {
  return [value, decoded(value), decoded(value.replaceAll('+', ' '))];
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
