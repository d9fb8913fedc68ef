import type { ConfigFile, ConfigNode, Format } from '../model.js';
import { literalOf, looksLikeToken, withoutScheme } from '../observe/config/secrets.js';
import { isCredential } from '../target/build.js';
import { decoded, isSecret, MASK } from '../target/secrets.js';

const BETWEEN_WORDS = /[\s,;&?/=@"'<>{}[\]()|]+/;
const SECRET_KEY =
  /(^|[-_.])(token|secret|password|passwd|jwt|credentials?|(api|access)?[-_]?key)$|(Token|Secret|Password|Key)$/i;
const SECRET_FLAG = /^--?\S*(token|secret|password|key|auth)\S*$/i;
/** Shorter ones are words that stand elsewhere too. */
const SHORTEST = 4;

/**
 * What takes the secrets of a configuration out of a line of it, for a diff: rather one too many. Also
 * those of servers that start a program, in `env` and arguments.
 */
export function maskFile({ text, root, format }: ConfigFile): (line: string) => string {
  const needles = new Set<string>();
  const add = (needle: string): void => {
    for (const line of needle.split(/\r?\n/)) if (line.length >= SHORTEST) needles.add(line);
  };
  visit(root, [], (node, trail, before) => {
    const value = String(node.value);
    const source = text.slice(node.place.offset, node.place.offset + node.place.length);
    const found = secretsIn(value, trail, before, format);
    // With escapes in it, a secret is spelled differently than it is: all of it goes.
    const plain = found.every((secret) => source.includes(secret));
    for (const secret of plain ? found : [source]) add(secret === value ? source : secret);
  });
  const longestFirst = [...needles].sort((a, b) => b.length - a.length);
  return (line) => longestFirst.reduce(masked, line);
}

/** A whole text keeps its quotes. */
function masked(line: string, needle: string): string {
  const quote = /^(["'])[\s\S]*\1$/.exec(needle)?.[1] ?? '';
  return line.replaceAll(needle, `${quote}${MASK}${quote}`);
}

function secretsIn(value: string, trail: readonly string[], before: string, format: Format): string[] {
  if (trail.slice(0, -1).includes('env')) return literal(value, format);
  const key = trail.at(-1) ?? '';
  const pieces = value.split(BETWEEN_WORDS).filter((piece) => looksLikeToken(piece));
  const header = /^([\w-]+):\s*(.+)$/.exec(value);
  const named =
    header !== null && isCredential(header[1] ?? '')
      ? literal(header[2] ?? '', format)
      : isCredential(key) || SECRET_KEY.test(key) || SECRET_FLAG.test(before)
        ? literal(value, format)
        : [];
  const flag = /^(--?[\w-]+)=(.+)$/.exec(value);
  const flagged = flag !== null && SECRET_FLAG.test(flag[1] ?? '') ? literal(flag[2] ?? '', format) : [];
  return [...pieces, ...named, ...flagged, ...inUrl(value)];
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
  const parameters = query.split('&').flatMap((text) => {
    const [name = ''] = text.split('=', 1);
    const parameter = { text, name: decoded(name), value: text.slice(name.length + 1) };
    const reference = /^\$?\{[^}]*\}$/.test(parameter.value);
    return isSecret(parameter, []) && !reference ? [parameter.value] : [];
  });
  return [...(userinfo === undefined ? [] : [userinfo]), ...parameters];
}

/** Every text of the tree, the keys above it, and the text before it in its list. */
function visit(
  node: ConfigNode,
  trail: readonly string[],
  see: (node: ConfigNode, trail: readonly string[], before: string) => void,
  before = '',
): void {
  if (node.kind === 'string') see(node, trail, before);
  for (const { key, value } of node.properties) visit(value, [...trail, key], see);
  for (const [index, item] of node.items.entries()) {
    visit(item, trail, see, String(node.items[index - 1]?.value ?? ''));
  }
}
