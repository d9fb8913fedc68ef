import type { Format } from '../../model.js';
import { referencesIn } from '../../target/config/references.js';
import { decoded, isSecret, MASK, type Parameter } from '../../target/secrets.js';
import { isLiteralSecret, literalOf, looksLikeToken, shownReference } from './secrets.js';

/** What a URL of a configuration is made of, without its secrets. Its variables are never filled in. */
export interface UrlText {
  /** As it may be shown. */
  shown: string;
  userinfo: boolean;
  secretParameters: string[];
  /** One of those holds more than a reference. */
  literalSecret: boolean;
  /** Nothing in it is masked: it may stand in an edit. */
  bare: boolean;
}

/** Private use: stands for a reference while the rest is taken apart. */
const MARK = '\ue000';

/** Takes a URL apart as a text, because with references in it, it may be none yet. */
export function urlText(raw: string, format: Format): UrlText {
  const references = referencesIn(raw, format).own.toReversed();
  const written = references.map(({ start, end }) => raw.slice(start, end)).toReversed();
  const text = references.reduce(
    (rest, { start, end }) => rest.slice(0, start) + MARK + rest.slice(end),
    raw,
  );
  const [, before = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
  const [, scheme = '', userinfo, rest = ''] =
    /^([a-z][a-z\d+.-]*:\/\/)?(?:([^/]*)@)?(.*)$/is.exec(before) ?? [];
  const parameters = queryOf(text).map((parameter) => ({ ...parameter, secret: isSecret(parameter, []) }));
  const secret = parameters.filter((parameter) => parameter.secret);
  const literal = queryOf(literalOf(raw, format)).filter((parameter) => isSecret(parameter, []));
  const parts = [
    scheme,
    userinfo === undefined ? '' : `${masked(userinfo, true)}@`,
    scheme === '' && !/[.:/]/.test(rest) ? masked(rest, looksLikeToken(rest)) : path(rest),
    query === undefined ? '' : `?${parameters.map(shownParameter).join('&')}`,
    fragment === undefined ? '' : `#${masked(fragment, true)}`,
  ];
  let next = 0;
  const shown = parts.join('').replaceAll(MARK, () => {
    next += 1;
    return shownReference(written[next - 1] ?? '');
  });
  return {
    shown: shown.length > 200 ? `${shown.slice(0, 197)}...` : shown,
    userinfo: userinfo !== undefined,
    secretParameters: [...new Set(secret.map(({ name }) => name))],
    literalSecret: literal.some(({ value }) => isLiteralSecret(decoded(value))),
    bare:
      parts.join('') === text && secret.length === 0 && references.every(({ fallback }) => fallback === null),
  };
}

/** The pieces of the query of a text that may be no URL yet. */
function queryOf(text: string): Parameter[] {
  const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(text) ?? [];
  return query.split('&').map((piece) => {
    const [name = ''] = piece.split('=', 1);
    return { text: piece, name: decoded(name), value: piece.slice(name.length + 1) };
  });
}

function shownParameter({ text, name, value, secret }: Parameter & { secret: boolean }): string {
  const hidden = masked(value, secret || looksLikeToken(value));
  const [key = ''] = text.split('=', 1);
  return hidden === value ? text : `${masked(key, looksLikeToken(name))}=${hidden}`;
}

function path(text: string): string {
  return text
    .split('/')
    .map((segment, index) => masked(segment, index > 0 && looksLikeToken(segment)))
    .join('/');
}

/** The marks of references stay: they are shown by their names. */
function masked(text: string, hide: boolean): string {
  if (!hide) return text;
  return text.replace(new RegExp(`[^${MARK}]+`, 'g'), (literal) => (/^[:]$/.test(literal) ? literal : MASK));
}
