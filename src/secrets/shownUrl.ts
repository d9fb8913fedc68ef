import type { HiddenInUrl } from '../model.js';
import { MASK_IN_URL } from './mask.js';
import { decoded, isSecret, parametersOf, withQuery } from './parameters.js';
import { looksLikeToken } from './shapes.js';

/** A shorter text from a variable is a name, and stands in others. */
const SHORTEST_IN_NAME = 4;

const NOTHING_MORE: HiddenInUrl = { parameters: [], texts: [] };
const NOWHERE = 'http://relative.invalid';

/** The address as it may be shown: no userinfo, and neither the secrets of its query nor the tokens in its path. */
export function shownUrl(url: URL, hidden: HiddenInUrl): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  const spelt = spellings(hidden.texts);
  bare.pathname = bare.pathname
    .split('/')
    .map((segment) => shownSegment(segment, spelt))
    .join('/');
  const parameters = parametersOf(bare);
  const pieces = parameters.map((parameter) => {
    const [key = ''] = parameter.text.split('=', 1);
    if (parameter.value === '') return looksLikeToken(parameter.name) ? MASK_IN_URL : parameter.text;
    const secret = isSecret(parameter, hidden.parameters) || spelt.includes(parameter.value);
    return `${looksLikeToken(parameter.name) ? MASK_IN_URL : key}=${secret ? MASK_IN_URL : parameter.value}`;
  });
  return pieces.every((piece, index) => piece === parameters[index]?.text)
    ? bare.href
    : withQuery(bare, pieces);
}

/**
 * The same for what may be relative, or none at all: a `Location`, the target of a request. Spelled as it was
 * where there is nothing to mask.
 */
export function shownAddress(text: string, hidden: HiddenInUrl = NOTHING_MORE): string {
  if (!URL.canParse(text, NOWHERE)) return text;
  const { href } = new URL(text, NOWHERE);
  const shown = shownUrl(new URL(href), hidden);
  return shown === href ? text : shown.replace(NOWHERE, '');
}

/** Tokens that stand in a path, decoded. A host is no secret. */
export function pathSecrets({ pathname }: URL): string[] {
  return pathname.split('/').map(decoded).filter(looksLikeToken);
}

/** As it is, and as it may stand in a URL. */
export function spellings(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => [text, encodeURIComponent(text), encodeURI(text)])
    .filter((text) => text !== '');
}

function shownSegment(segment: string, spelt: readonly string[]): string {
  if (spelt.includes(segment) || looksLikeToken(decoded(segment))) return MASK_IN_URL;
  return spelt
    .filter((text) => text.length >= SHORTEST_IN_NAME)
    .reduce((rest, text) => rest.replaceAll(text, MASK_IN_URL), segment);
}
