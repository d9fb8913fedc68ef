import type { Format } from '../../model.js';
import { MASK } from '../../secrets/mask.js';
import { isSecretParameter } from '../../secrets/names.js';
import {
  decoded,
  isCredentialParameter,
  isSecret,
  type Parameter,
  parametersIn,
} from '../../secrets/parameters.js';
import { isLiteralSecret, looksLikeToken } from '../../secrets/shapes.js';
import { literalOf, shownReference } from '../../targets/config/literal.js';
import { referencesIn } from '../../targets/config/references.js';

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
const LONGEST_SHOWN = 200;

/** Takes a URL apart as a text, because with references in it, it may be none yet. */
export function urlText(raw: string, format: Format): UrlText {
  const references = referencesIn(raw, format).own;
  const text = marked(raw, references);
  const [, before = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
  const { scheme, userinfo, rest } = authorityOf(before);
  const parameters = queryOf(text);
  const secret = parameters.filter(isCredential);
  const literal = queryOf(literalOf(raw, format)).filter((parameter) => isCredentialParameter(parameter, []));
  const parts = [
    scheme,
    userinfo === null ? '' : `${masked(userinfo, true)}@`,
    scheme === '' && !/[.:/]/.test(rest) ? masked(rest, looksLikeToken(rest)) : shownPath(rest),
    query === undefined ? '' : `?${parameters.map(shownParameter).join('&')}`,
    fragment === undefined ? '' : `#${masked(fragment, true)}`,
  ].join('');
  let next = 0;
  const shown = parts.replaceAll(MARK, () => {
    const { start = 0, end = 0 } = references[next] ?? {};
    next += 1;
    return shownReference(raw.slice(start, end));
  });
  return {
    shown: shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN - 3)}...` : shown,
    userinfo: userinfo !== null,
    secretParameters: [...new Set(secret.map(({ name }) => shownName(name)))],
    literalSecret: literal.some(({ value }) => isLiteralSecret(decoded(value))),
    bare: parts === text && secret.length === 0 && references.every(({ fallback }) => fallback === null),
  };
}

/** A mark in place of each reference. */
function marked(raw: string, references: readonly { start: number; end: number }[]): string {
  const ends = [0, ...references.map(({ end }) => end)];
  const starts = [...references.map(({ start }) => start), raw.length];
  return ends.map((end, index) => raw.slice(end, starts[index])).join(MARK);
}

/** A password may have a slash in it; then the URL is none, and everything before the last `@` is hidden. */
function authorityOf(text: string): { scheme: string; userinfo: string | null; rest: string } {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? '';
  const after = text.slice(scheme.length);
  const host = after.split('/', 1)[0] ?? '';
  const port = /:([^:\]]*)$/.exec(host)?.[1] ?? '';
  const at = (new RegExp(`^[\\d${MARK}]*$`).test(port) ? host : after).lastIndexOf('@');
  if (at < 0) return { scheme, userinfo: null, rest: after };
  return { scheme, userinfo: after.slice(0, at), rest: after.slice(at + 1) };
}

/** The pieces of the query of a text that may be no URL yet. */
function queryOf(text: string): Parameter[] {
  const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(text) ?? [];
  return parametersIn(query);
}

/** A value that is a reference, or begins with one, is a secret by its name alone. */
function isCredential(parameter: Parameter): boolean {
  const { name, value } = parameter;
  return isCredentialParameter(parameter, []) || (value.includes(MARK) && isSecretParameter(name));
}

function shownParameter(parameter: Parameter): string {
  const { text, name, value } = parameter;
  const [key = ''] = text.split('=', 1);
  const shown = `${masked(key, looksLikeToken(name))}${text.slice(key.length, key.length + 1)}`;
  return `${shown}${masked(value, isSecret(parameter, []))}`;
}

function shownName(name: string): string {
  return looksLikeToken(name) ? MASK : name.replaceAll(MARK, '');
}

/** The host stays; a service may have its token in the path. */
function shownPath(text: string): string {
  return text
    .split('/')
    .map((segment, index) => masked(segment, index > 0 && looksLikeToken(segment)))
    .join('/');
}

/** The marks of references stay: they are shown by their names. */
function masked(text: string, hide: boolean): string {
  if (!hide) return text;
  return text.replace(new RegExp(`[^${MARK}]+`, 'g'), (literal) => (literal === ':' ? literal : MASK));
}
