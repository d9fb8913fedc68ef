import type { ConfigFile, ConfigNode, Format, Place } from '../../model.js';
import { MASK } from '../../secrets/mask.js';
import { isHarmless, isSecretHeader } from '../../secrets/names.js';
import { isSecret, parametersIn } from '../../secrets/parameters.js';
import { tokensIn, withoutScheme } from '../../secrets/shapes.js';
import { literalOf } from '../../targets/config/literal.js';
import { maskedHeader, withoutCredentials } from './maskHeader.js';

const HEADER_FLAG = /^(-H|--?headers?)$/i;
/** Shorter ones are words that stand elsewhere too. */
const SHORTEST = 4;

/**
 * What takes the secrets of a configuration out of a line of it, for a diff: rather one too many. Also
 * those of servers that start a program, in `env` and arguments.
 */
export function maskFile(file: ConfigFile): (line: string) => string {
  const { text, root, format, refusals } = file;
  /** What stands in the file, and what is shown in its place. */
  const needles = new Map<string, string>();
  const add = (needle: string): void => {
    for (const line of needle.split(/\r?\n/)) if (line.length >= SHORTEST) needles.set(line, maskOf(line));
  };
  // A comment that is taken out is shown in the diff, and what is written in it may be an old token.
  for (const { kind, place } of refusals) {
    if (kind !== 'comment') continue;
    tokensIn(text.slice(place.offset, place.offset + place.length)).forEach(add);
  }
  visit(root, [], (node, trail, before, keyPlace) => {
    const value = String(node.value);
    const { offset, length } = node.place;
    const source = text.slice(offset, offset + length);
    const found = secretsIn(value, trail, before, format);
    // With escapes in it, a secret is spelled differently than it is: all of it goes.
    const plain = found.every((secret) => source.includes(secret));
    for (const secret of plain ? found : [source]) add(secret === value ? source : secret);
    if (!isHeaderValue(trail, keyPlace !== null, file)) return;
    const shown = maskedHeader(value, format);
    if (shown === value) return;
    const lead = keyPlace === null ? '' : text.slice(keyPlace.offset, offset);
    // With its name before it, a value that is a plain word is not taken for others of the file.
    if (lead === '' || /[\r\n]/.test(lead + source)) add(source);
    else needles.set(lead + source, lead + quotedAs(source, shown));
  });
  const longestFirst = [...needles].sort(([a], [b]) => b.length - a.length);
  return (line) =>
    withoutCredentials(longestFirst.reduce((rest, [needle, shown]) => rest.replaceAll(needle, shown), line));
}

/** A whole text keeps its quotes. */
function maskOf(needle: string): string {
  return quotedAs(/^(["'])[\s\S]*\1$/.test(needle) ? needle : '', MASK);
}

function quotedAs(source: string, text: string): string {
  const quote = /^["']/.exec(source)?.[0] ?? '';
  return `${quote}${/["'\\\p{Cc}]/u.test(text) ? MASK : text}${quote}`;
}

/** It stands under a key that holds headers, and its own name is not one that never holds a secret. */
function isHeaderValue(trail: readonly string[], named: boolean, { entries, format }: ConfigFile): boolean {
  const entry = entries.find(({ path }) => path.every((key, at) => trail[at] === key));
  const above = trail.slice(entry?.path.length ?? 0, named ? -1 : undefined);
  const isHeaders = (key: string): boolean =>
    format.keys.headers.includes(key) || (/headers?$/i.test(key) && !format.keys.envHeaders.includes(key));
  return above.some(isHeaders) && !(named && isHeaders(above.at(-1) ?? '') && isHarmless(trail.at(-1) ?? ''));
}

function secretsIn(value: string, trail: readonly string[], before: string, format: Format): string[] {
  if (trail.slice(0, -1).includes('env')) return literal(value, format);
  const key = trail.at(-1) ?? '';
  const pieces = tokensIn(value);
  const header = /^(?:--?header=)?([\w-]+):\s*(.+)$/i.exec(value);
  const isFlagged = HEADER_FLAG.test(before) && !isHarmless(header?.[1] ?? '');
  const named =
    header !== null && (isFlagged || isSecretHeader(header[1] ?? ''))
      ? literal(header[2] ?? '', format)
      : isSecretHeader(key) || isSecretFlag(before)
        ? literal(value, format)
        : [];
  const flag = /^(--?[\w-]+)=(.+)$/.exec(value);
  const flagged = flag !== null && isSecretFlag(flag[1] ?? '') ? literal(flag[2] ?? '', format) : [];
  return [...pieces, ...named, ...flagged, ...inUrl(value)];
}

function isSecretFlag(flag: string): boolean {
  return flag.startsWith('-') && isSecretHeader(flag);
}

/** What is written down of a credential, without its scheme and references. */
function literal(value: string, format: Format): string[] {
  const written = withoutScheme(literalOf(value, format));
  if (written === '') return [];
  return value.includes(written) ? [written] : [value];
}

/** Credentials and the values of secret parameters, as they stand there. */
function inUrl(value: string): string[] {
  const [, userinfo] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)@/i.exec(value) ?? [];
  const query = /\?([^#]*)/.exec(value)?.[1] ?? '';
  const parameters = parametersIn(query).flatMap((parameter) => {
    const reference = /^\$?\{[^}]*\}$/.test(parameter.value);
    return isSecret(parameter, []) && !reference ? [parameter.value] : [];
  });
  return [...(userinfo === undefined ? [] : [userinfo]), ...parameters];
}

/** Every text of the tree, the keys above it, the text before it in its list, and where its own key stands. */
function visit(
  node: ConfigNode,
  trail: readonly string[],
  see: (node: ConfigNode, trail: readonly string[], before: string, keyPlace: Place | null) => void,
  { before = '', keyPlace = null }: { before?: string; keyPlace?: Place | null } = {},
): void {
  if (node.kind === 'string') see(node, trail, before, keyPlace);
  for (const { key, keyPlace, value } of node.properties) visit(value, [...trail, key], see, { keyPlace });
  for (const [index, item] of node.items.entries()) {
    visit(item, trail, see, { before: String(node.items[index - 1]?.value ?? '') });
  }
}
