import { isDoubtfulParameter, isSecretParameter } from './names.js';
import { isKnownToken, isTelling, looksLikeToken } from './shapes.js';

export interface Parameter {
  /** `name=value` as it stands in the URL. */
  text: string;
  name: string;
  /** The value as it stands in the URL. */
  value: string;
}

/** The pieces of a query, to the letter: `URLSearchParams` would spell them anew. @param query without its `?` */
export function parametersIn(query: string): Parameter[] {
  if (query === '') return [];
  return query.split('&').map((text) => {
    const [name = ''] = text.split('=', 1);
    return { text, name: decoded(name), value: text.slice(name.length + 1) };
  });
}

export function parametersOf(url: URL): Parameter[] {
  return parametersIn(url.search.slice(1));
}

/** The same URL with these pieces for a query. */
export function withQuery(url: URL, pieces: readonly string[]): string {
  const changed = new URL(url);
  changed.search = pieces.join('&');
  return changed.href;
}

/**
 * Whether its value must not be shown: by its name, or by what it looks like.
 * @param named further names that count, in lower case
 */
export function isSecret({ name, value }: Parameter, named: readonly string[]): boolean {
  if (value === '') return false;
  return isSecretParameter(name) || named.includes(name.toLowerCase()) || looksLikeToken(decoded(value));
}

/** Whether a server may ask for it: then the no-auth cell leaves it out. An ordinary word is none (`auth=true`). */
export function isCredentialParameter(parameter: Parameter, named: readonly string[]): boolean {
  const { name, value } = parameter;
  if (value === '') return false;
  if (named.includes(name.toLowerCase()) || isKnownToken(decoded(value))) return true;
  return isSecretParameter(name) && (!isDoubtfulParameter(name) || isTelling(decoded(value)));
}

/** Percent-decoded; as it is where it is no percent-encoding. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
