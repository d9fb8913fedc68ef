import type { ConfigEntry, ConfigFile, ConfigProperty, Format } from '../../model.js';
import { withoutTokensInNames } from '../../secrets/mask.js';
import { bridgeIn } from './bridge.js';
import { parseDocument } from './document.js';
import type { Surroundings } from './expand.js';
import { filesNamedIn } from './files.js';
import { formatNamed, formatOfPath, guessedFormat } from './formats.js';
import { headersOf, textOf } from './headers.js';
import { propertyOf, stringOf } from './node.js';
import { placesIn, refuseBom } from './places.js';
import { refusalsIn } from './refusals.js';
import { patternsIn, serversIn } from './servers.js';
import { addressIn, STARTED, skippedBecause, transportOf } from './transport.js';

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
  const guess = syntaxByName(path);
  let document = await parseDocument(text, told?.syntax ?? guess, path);
  const format = told ?? guessedFormat(path, document.root, formats);
  if (told === null && format.syntax !== guess) document = await parseDocument(text, format.syntax, path);
  const { root, duplicates } = document;
  if (!format.bom) refuseBom(text, path, format.title);
  const files = await filesNamedIn(root, format, path);
  const around: Surroundings = { text, format, env, files, placeOf: placesIn(text) };
  const entries = patternsIn(root, format).flatMap((pattern) =>
    serversIn(root, pattern, format).map(({ path: keys, property }) =>
      entryOf(keys, keys[pattern.indexOf('*')] ?? null, property, around),
    ),
  );
  const refusals = refusalsIn(path, document, entries, format);
  return {
    path,
    shownPath: withoutTokensInNames(path),
    text,
    format,
    guessed: told === null,
    root,
    entries,
    duplicates,
    refusals,
  };
}

function syntaxByName(path: string): Format['syntax'] {
  if (/\.toml$/i.test(path)) return 'toml';
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'jsonc';
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
  scope: string | null,
  { key, keyPlace, value: node }: ConfigProperty,
  around: Surroundings,
): ConfigEntry {
  const { format } = around;
  const declared = declaredIn(node, format);
  const transport = transportOf(node, format, declared?.text ?? null);
  const address = addressIn(node, format);
  const skipped = skippedBecause(key, node, format, transport, declared?.text ?? null);
  const itself = {
    name: key,
    scope,
    path,
    place: keyPlace,
    node,
    transport,
    declared,
    url: address === null ? null : textOf(address.property.value, around),
    headers: headersOf(node, path, around),
    bridge: null,
    skipped,
  };
  const call = skipped === STARTED ? bridgeIn(node, path, around) : null;
  return call === null ? itself : { ...itself, ...call, skipped: null };
}

function declaredIn(node: ConfigProperty['value'], { keys }: Format): ConfigEntry['declared'] {
  const property = keys.type === null ? null : propertyOf(node, keys.type.key);
  const text = stringOf(property?.value);
  return property === null || text === null ? null : { text, place: property.value.place };
}
