import type { Format, HeaderLine, Json, Snippet, Transport } from '../../model.js';
import { keyText, valueText } from '../edits/tomlText.js';
import { linesBelow } from '../edits/yamlText.js';
import { shellWord } from './shell.js';

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
  return format.remote
    ? { ...written(format, wanted.name, entryOf(format, wanted)), command: commandOf(format, wanted) }
    : bridgeSnippet(format, wanted);
}

/** The same server by way of `mcp-remote`, started as a program: it speaks stdio to the client and HTTP to the server. */
export function bridgeSnippet(format: Format, { name, url, headers }: Wanted): Snippet {
  const { keys, expansion } = format;
  const address = withReferences(expansion.write, url);
  const { args, env } = bridgeHeaders(expansion, headers);
  const plain = isPlainHttp(url) ? ['--allow-http'] : [];
  const command = ['npx', '-y', BRIDGE, address, ...plain, ...args];
  const type =
    keys.type?.needed && keys.type.assumed !== 'stdio'
      ? { [keys.type.key]: wordFor(keys.type.values, 'stdio') }
      : {};
  const start = keys.program.commandIsList ? { command } : { command: 'npx', args: command.slice(1) };
  const variables = Object.keys(env).length === 0 ? {} : { [keys.program.env]: env };
  return { ...written(format, name, { ...type, ...start, ...variables }), command: null };
}

/** The bridge refuses a URL without TLS unless it is told otherwise, except on this machine. */
function isPlainHttp(url: string): boolean {
  return /^http:/i.test(url) && !/^http:\/\/(localhost|127\.0\.0\.1)([:/?#]|$)/i.test(url);
}

/**
 * A blank in an argument is split by some clients, so that the value goes through a variable of the program;
 * where the client itself fills in `${NAME}` in arguments, it must not look for that one.
 */
function bridgeHeaders(
  { write, syntaxes }: Format['expansion'],
  headers: HeaderLine[],
): { args: string[]; env: { [key: string]: Json } } {
  const env: { [key: string]: Json } = {};
  const args = headers.flatMap(([name, value]) => {
    const text = withReferences(write, value);
    if (syntaxes.includes('braces')) return ['--header', `${name}:${text}`];
    const variable = `${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_VALUE`;
    env[variable] = text;
    return ['--header', `${name}:\${${variable}}`];
  });
  return { args, env };
}

function written(format: Format, name: string, entry: { [key: string]: Json }): Omit<Snippet, 'command'> {
  const { id, title, pickUp, paths, servers, syntax, nameKey } = format;
  const about = { format: id, client: title, file: paths[0] ?? '', pickUp };
  if (syntax === 'toml') return { ...about, entry: null, text: tomlOf(format, name, entry) };
  const holder = (servers[0] ?? []).filter((key) => key !== '*');
  const own = nameKey === null ? entry : { [nameKey]: name, ...entry };
  const inner: Json = nameKey === null ? { [name]: own } : [own];
  const nested = holder.reduceRight<Json>((below, key) => ({ [key]: below }), inner);
  if (syntax === 'yaml') return { ...about, entry: own, text: (linesBelow(nested, '  ') ?? []).join('\n') };
  return { ...about, entry: own, text: JSON.stringify(nested, null, 2) };
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
  return {
    ...type,
    [address?.key ?? 'url']: withReferences(format.expansion.write, url),
    ...headerKeys(format, headers),
  };
}

function wordFor(values: Record<string, Transport | null>, transport: Transport): string {
  const word = (wanted: Transport) => Object.entries(values).find(([, meaning]) => meaning === wanted)?.[0];
  // One word for every server that is remote: the client finds out which transport it is.
  return word(transport) ?? word('http') ?? transport;
}

/** Its configuration can say that a server speaks this transport. */
export function hasWordFor({ keys }: Format, transport: Transport): boolean {
  const byKey = keys.url.some((key) => key.transport === transport);
  return byKey || Object.values(keys.type?.values ?? {}).includes(transport);
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
  const [holder = 'headers', ...inside] = keys.headers[0]?.split('.') ?? [];
  if (Object.keys(plain).length > 0) {
    out[holder] = inside.reduceRight<Json>((below, key) => ({ [key]: below }), plain);
  }
  if (Object.keys(fromVariable).length > 0) out[keys.envHeaders[0] ?? 'headers'] = fromVariable;
  return out;
}

/** `${NAME}` as this client writes it; where it has no variables, a place to fill in. */
function withReferences(write: string | null, text: string): string {
  return text.replace(
    REFERENCE,
    (_whole, name: string) => write?.replace('NAME', () => name) ?? placeFor(name),
  );
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

function commandOf(format: Format, wanted: Wanted): string | null {
  const { name, url, transport, headers } = wanted;
  if (format.command === null || transport !== 'http') return null;
  const { add, header } = format.command;
  if (header === '' && headers.length > 0 && !add.includes('{json}')) return null;
  // In single quotes: the shell must leave `${NAME}` to the client.
  const lines = headers.map(([key, value]) => {
    const text = withReferences(format.expansion.write, value);
    return ` ${filled(header, { name: key, value: text.replaceAll("'", "'\\''") })}`;
  });
  return filled(add, {
    name: shellWord(name),
    url: shellWord(withReferences(format.expansion.write, url)),
    headers: lines.join(''),
    json: JSON.stringify({ name, ...entryOf(format, wanted) }).replaceAll("'", "'\\''"),
  });
}

/** Each `{place}` once: what is put in is not looked at again. */
function filled(template: string, parts: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, place: string) => parts[place] ?? whole);
}

/** A table of the entry's own values, and a table for each one below it. */
function tomlOf({ servers }: Format, name: string, entry: { [key: string]: Json }): string {
  const table = [...(servers[0] ?? []), name].map(keyText).join('.');
  const isTable = (value: Json): value is { [key: string]: Json } =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const own = Object.entries(entry).filter(([, value]) => !isTable(value));
  const below = Object.entries(entry).flatMap(([key, value]) =>
    isTable(value) ? [[key, value] as const] : [],
  );
  const lines = (pairs: [string, Json][]): string[] =>
    pairs.map(([key, value]) => `${keyText(key)} = ${valueText(value)}`);
  return [
    `[${table}]`,
    ...lines(own),
    ...below.flatMap(([key, value]) => ['', `[${table}.${keyText(key)}]`, ...lines(Object.entries(value))]),
  ].join('\n');
}
