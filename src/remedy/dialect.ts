import type { Format, HeaderLine, Json, Snippet, Transport } from '../model.js';

/** A server as a client should be told of it. Secrets in it are references: `${NAME}`. */
export interface Wanted {
  name: string;
  url: string;
  transport: Transport;
  headers: HeaderLine[];
}

/** The bridge that an entry starts where a client reaches no address by itself; its name in `rules/clients/`. */
export const BRIDGE = 'mcp-remote';

const REFERENCE = /\$\{([A-Za-z_]\w*)\}/g;

/** Writes a server down as the client reads it. Where it cannot be told of remote servers, with a bridge. */
export function snippetFor(format: Format, wanted: Wanted): Snippet {
  const entry = format.remote ? entryOf(format, wanted) : bridgeEntry(wanted, format.expansion.write);
  const { client, file, pickUp } = {
    client: format.title,
    file: format.paths[0] ?? '',
    pickUp: format.pickUp,
  };
  const rest = { format: format.id, client, file, pickUp, command: commandOf(format, wanted) };
  if (format.syntax === 'toml') return { ...rest, entry: null, text: tomlOf(format, wanted.name, entry) };
  const keys = [...(format.servers[0] ?? []).filter((key) => key !== '*'), wanted.name];
  const nested = keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), entry);
  return { ...rest, entry, text: JSON.stringify(nested, null, 2) };
}

/** Whether a client's configuration can tell it of a transport. */
export function speaks({ keys }: Format, transport: Transport): boolean {
  const byKey = keys.url.some((key) => key.transport === transport);
  return byKey || Object.values(keys.type?.values ?? {}).includes(transport);
}

/** The variables that an entry leaves to be filled in by hand, because its client has none; in order. */
export function placesToFillIn({ text }: Snippet, { url, headers }: Wanted): string[] {
  const names = [url, ...headers.map(([, value]) => value)].flatMap(variablesIn);
  return [...new Set(names)].filter((name) => text.includes(placeFor(name)));
}

/** The variables in a text, by name. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

function placeFor(name: string): string {
  return `<${name}>`;
}

/**
 * `mcp-remote` started as a program: it speaks stdio to the client and HTTP to the server.
 * @param write how the client writes a reference to a variable; null: it has none
 */
export function bridgeEntry(
  { url, headers }: Pick<Wanted, 'url' | 'headers'>,
  write: string | null,
): { [key: string]: Json } {
  // A blank in an argument is split by some clients: the value goes through a variable.
  const env: { [key: string]: Json } = {};
  const args = headers.flatMap(([name, value]) => {
    const variable = `${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_VALUE`;
    env[variable] = withReferences(write, value);
    return ['--header', `${name}:\${${variable}}`];
  });
  const rest = headers.length === 0 ? {} : { env };
  return { command: 'npx', args: ['-y', BRIDGE, withReferences(write, url), ...args], ...rest };
}

function entryOf(format: Format, { url, transport, headers }: Wanted): { [key: string]: Json } {
  const { keys } = format;
  const address =
    keys.url.find((key) => key.transport === transport) ?? keys.url.find((key) => key.transport === null);
  const type =
    keys.type !== null &&
    (keys.type.needed || (address?.transport === null && keys.type.assumed !== transport))
      ? { [keys.type.key]: wordFor(keys.type.values, transport) }
      : {};
  return { ...type, [address?.key ?? 'url']: written(format, url), ...headerKeys(format, headers) };
}

function wordFor(values: Record<string, Transport | null>, transport: Transport): string {
  return Object.entries(values).find(([, meaning]) => meaning === transport)?.[0] ?? transport;
}

/** Headers under the keys that this client has for them: plain, from a variable, or as a bearer token. */
function headerKeys({ keys, expansion }: Format, headers: HeaderLine[]): { [key: string]: Json } {
  const out: { [key: string]: Json } = {};
  const plain: { [key: string]: Json } = {};
  const fromVariable: { [key: string]: Json } = {};
  for (const [name, value] of headers) {
    const bearer = /^Bearer \$\{(\w+)\}$/.exec(value)?.[1];
    const whole = /^\$\{(\w+)\}$/.exec(value)?.[1];
    if (keys.bearerEnv !== null && name.toLowerCase() === 'authorization' && bearer !== undefined) {
      out[keys.bearerEnv] = bearer;
    } else if (keys.envHeaders.length > 0 && whole !== undefined) fromVariable[name] = whole;
    else plain[name] = withReferences(expansion.write, value);
  }
  if (Object.keys(plain).length > 0) out[keys.headers[0] ?? 'headers'] = plain;
  if (Object.keys(fromVariable).length > 0) out[keys.envHeaders[0] ?? 'headers'] = fromVariable;
  return out;
}

function written({ expansion }: Format, text: string): string {
  return withReferences(expansion.write, text);
}

/** `${NAME}` as this client writes it; where it has no variables, a place to fill in. */
function withReferences(write: string | null, text: string): string {
  return text.replace(
    REFERENCE,
    (_whole, name: string) => write?.replace('NAME', () => name) ?? placeFor(name),
  );
}

function commandOf(format: Format, wanted: Wanted): string | null {
  const { name, url, transport, headers } = wanted;
  if (format.command === null || transport !== 'http') return null;
  const { add, header } = format.command;
  if (header === '' && headers.length > 0 && !add.includes('{json}')) return null;
  // In single quotes: the shell must leave `${NAME}` to the client.
  const lines = headers.map(([key, value]) => {
    const text = withReferences(format.expansion.write, value).replaceAll("'", "'\\''");
    return ` ${header.replace('{name}', () => key).replace('{value}', () => text)}`;
  });
  return add
    .replace('{name}', () => quoted(name))
    .replace('{url}', () => quoted(written(format, url)))
    .replace('{headers}', () => lines.join(''))
    .replace('{json}', () => JSON.stringify({ name, ...entryOf(format, wanted) }).replaceAll("'", "'\\''"));
}

function quoted(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The few TOML shapes that an entry needs: a table of strings and lists, and tables below it. */
function tomlOf({ servers }: Format, name: string, entry: { [key: string]: Json }): string {
  const table = [...(servers[0] ?? []), name].map(tomlKey).join('.');
  const isTable = (value: Json): value is { [key: string]: Json } =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const own = Object.entries(entry).filter(([, value]) => !isTable(value));
  const below = Object.entries(entry).flatMap(([key, value]) =>
    isTable(value) ? [[key, value] as const] : [],
  );
  const lines = (pairs: [string, Json][]): string[] =>
    pairs.map(([key, value]) => `${tomlKey(key)} = ${JSON.stringify(value)}`);
  return [
    `[${table}]`,
    ...lines(own),
    ...below.flatMap(([key, value]) => ['', `[${table}.${tomlKey(key)}]`, ...lines(Object.entries(value))]),
  ].join('\n');
}

function tomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
