import type { ConfigEntry, ConfigFile, ConfigNode, ConfigProperty, Format, Transport } from '../../model.js';
import { parseDocument } from './document.js';
import type { Surroundings } from './expand.js';
import { filesNamedIn } from './files.js';
import { formatNamed, formatOf, formatOfPath } from './formats.js';
import { headersOf, textOf } from './headers.js';
import { matches, properties, propertyOf, stringOf } from './node.js';
import { placesIn } from './places.js';

export interface ConfigInput {
  path: string;
  text: string;
  env: Readonly<Record<string, string | undefined>>;
  /** The format's id or its client's, where the user says it. */
  client?: string | null;
}

/**
 * A configuration as its client reads it: its servers, which of them are reached by HTTP and what goes out.
 * @throws {UserError} for what is not the syntax, or whose client cannot be told
 */
export async function readConfig(input: ConfigInput, formats: readonly Format[]): Promise<ConfigFile> {
  const { path, text, env } = input;
  const told = toldFormat(input, formats);
  const loose = /\.toml$/i.test(path) ? 'toml' : 'jsonc';
  let { root, duplicates } = await parseDocument(text, told?.syntax ?? loose, path);
  const format = told ?? formatOf(path, root, formats);
  if (told === null && format.syntax !== loose) {
    ({ root, duplicates } = await parseDocument(text, format.syntax, path));
  }
  const files = await filesNamedIn(root, format, path);
  const around: Surroundings = { text, format, env, files, placeOf: placesIn(text) };
  const entries = format.servers.flatMap((pattern) =>
    matches(root, [...pattern, '*']).map((match) => entryOf(match.path, pattern, root, around)),
  );
  return { path, text, format, root, entries: entries.flat(), duplicates };
}

function toldFormat({ path, client }: ConfigInput, formats: readonly Format[]): Format | null {
  const byPath = formatOfPath(path, formats);
  if (client === undefined || client === null) return byPath;
  const named = formatNamed(client, formats);
  // `~/.claude.json` and `.mcp.json` are both Claude Code's.
  return byPath !== null && byPath.client !== null && byPath.client === named.client ? byPath : named;
}

function entryOf(
  path: string[],
  pattern: readonly string[],
  root: ConfigNode,
  around: Surroundings,
): ConfigEntry[] {
  const parent = matches(root, path.slice(0, -1))[0]?.node;
  const property = parent === undefined ? null : propertyOf(parent, path.at(-1) ?? '');
  if (property === null) return [];
  const star = pattern.indexOf('*');
  const { keys } = around.format;
  const node = property.value;
  const url = urlOf(node, around.format);
  const declared = keys.type === null ? null : declaredIn(node, keys.type.key);
  const transport = transportOf(node, around.format, declared?.text ?? null);
  return [
    {
      name: property.key,
      scope: star < 0 ? null : (path[star] ?? null),
      path,
      place: property.keyPlace,
      node,
      transport,
      declared,
      url: url === null ? null : textOf(url.value, around),
      headers: headersOf(node, path, around),
      skipped: skippedBecause(node, around.format, transport, declared?.text ?? null),
    },
  ];
}

function declaredIn(node: ConfigNode, key: string): ConfigEntry['declared'] {
  const property = propertyOf(node, key);
  const text = stringOf(property?.value);
  return property === null || text === null ? null : { text, place: property.value.place };
}

/** The first of the keys that may hold an address. */
function urlOf(node: ConfigNode, { keys }: Format): ConfigProperty | null {
  for (const { key } of keys.url) {
    const property = propertyOf(node, key);
    if (stringOf(property?.value) !== null) return property;
  }
  return null;
}

function transportOf(node: ConfigNode, { keys }: Format, declared: string | null): Transport | null {
  const url = urlOf(node, { keys } as Format);
  const byKey = keys.url.find(({ key }) => key === url?.key)?.transport ?? null;
  if (byKey !== null) return byKey;
  if (keys.type !== null && declared !== null) {
    return Object.hasOwn(keys.type.values, declared) ? (keys.type.values[declared] ?? null) : null;
  }
  if (keys.type?.needed === true) return keys.type.assumed;
  if (url !== null) return keys.type?.assumed ?? 'http';
  return 'stdio';
}

function skippedBecause(
  node: ConfigNode,
  { title, remote, keys }: Format,
  transport: Transport | null,
  declared: string | null,
): string | null {
  if (node.kind !== 'object') return 'it is no object';
  if (keys.off !== null && propertyOf(node, keys.off.key)?.value.value === keys.off.value)
    return 'switched off';
  const hasUrl = properties(node).some(({ key }) => keys.url.some((url) => url.key === key));
  const type = keys.type?.key ?? 'type';
  if (!remote && hasUrl) return `${title} reaches no address from this file, it only starts programs`;
  if (transport === null) return `"${type}" names no transport that ${title} knows`;
  if (transport !== 'stdio') return hasUrl ? null : 'it has no address';
  if (hasUrl && declared === null) return `without "${type}", ${title} takes it for a program (stdio)`;
  return 'it is started as a program (stdio)';
}
