import { UserError } from '../../errors.js';
import type { ConfigEntry, ConfigFile, ConfigText, HeaderLine, Target, Variable } from '../../model.js';
import { nearest } from '../../nearest.js';
import { parseUrl } from '../address.js';
import { buildTarget } from '../build.js';
import { forbiddenValue, isHeaderName, isHeaderValue, isOwnHeader } from '../headerLine.js';
import { shownName } from './names.js';
import { kindOf, properties, propertyOf } from './node.js';
import { at } from './places.js';

/** One server of a file. Both null: it is not reached by HTTP, `entry.skipped` says why. */
export interface ConfigTarget {
  entry: ConfigEntry;
  target: Target | null;
  /** Why it cannot be probed as it stands. */
  problem: UserError | null;
}

/**
 * The servers of a configuration as targets, each with its own problem: one that is wrong spoils no other.
 * @throws {UserError} where there is no server at all, or none of the name that was asked for
 */
export function targetsOf(
  file: ConfigFile,
  { server = null, credentials }: { server?: string | null; credentials: string[] },
): ConfigTarget[] {
  const wanted = server === null ? file.entries : file.entries.filter(({ name }) => name === server);
  if (wanted.length === 0) throw server === null ? noServer(file) : noSuchServer(file, server);
  return wanted.map((entry) => {
    if (entry.skipped !== null) return { entry, target: null, problem: null };
    try {
      return { entry, target: targetOf(file, entry, credentials), problem: null };
    } catch (problem) {
      if (!(problem instanceof UserError)) throw problem;
      return { entry, target: null, problem };
    }
  });
}

function targetOf(file: ConfigFile, entry: ConfigEntry, credentials: string[]): Target {
  refuseOtherThanText(file, entry);
  if (entry.url === null) throw new Error(`${entry.name} has no address and was not skipped`);
  const address = expandedText(file, entry, entry.url);
  const url = parseUrl(address, `${at(file.path, entry.url.place)} (server "${entry.name}")`);
  const lines = entry.headers.map(({ name, namePlace, text }): HeaderLine => {
    const value = expandedText(file, entry, text).trim();
    if (!isHeaderName(name)) throw forbiddenName(at(file.path, namePlace));
    if (!isHeaderValue(value)) throw forbiddenValue(`${at(file.path, text.place)} (${name})`);
    return [name, value];
  });
  const fromVariables = entry.headers.filter(({ text }) =>
    text.variables.some(({ state }) => state === 'set'),
  );
  return buildTarget({
    name: entry.name,
    url,
    headers: lines.filter(([name]) => !isOwnHeader(name)),
    configured: lines,
    source: { file: file.path, server: entry.name, format: file.format.id },
    credentials: [...credentials, ...fromVariables.map(({ name }) => name)],
    secrets: [],
  });
}

function expandedText({ path, format }: ConfigFile, { name }: ConfigEntry, text: ConfigText): string {
  if (text.expanded !== null) return text.expanded;
  const missing = text.variables.find(({ state }) => state === 'unset' || state === 'input');
  throw missingVariable(missing ?? null, at(path, missing?.place ?? text.place), name, format.title);
}

function missingVariable(
  variable: Variable | null,
  place: string,
  server: string,
  client: string,
): UserError {
  const name = shownName(variable?.name ?? '');
  const where = `${place} (server "${server}")`;
  if (variable?.state === 'input') {
    return new UserError(`only ${client} knows the value of ${name}`, {
      where,
      whatToDo: 'probe the address itself, with the value: mcp-accept probe <url> --header ...',
    });
  }
  return new UserError(`the variable ${name} is not set`, {
    where,
    whatToDo: `export ${name}=..., or name a file that sets it: --env-file .env`,
  });
}

/** A client takes texts alone for addresses and header values. */
function refuseOtherThanText({ path, format }: ConfigFile, { node, name }: ConfigEntry): void {
  const { headers, envHeaders } = format.keys;
  for (const key of [...headers, ...envHeaders]) {
    const list = propertyOf(node, key)?.value;
    if (list === undefined) continue;
    const wrong =
      list.kind === 'object' ? properties(list).find(({ value }) => value.kind !== 'string')?.value : list;
    if (wrong === undefined) continue;
    throw new UserError(list === wrong ? `"${key}" is no object` : 'the value of a header is a text', {
      where: `${at(path, wrong.place)} (server "${name}")`,
      found: kindOf(wrong),
      whatToDo: list === wrong ? `write "${key}": { "Name": "value" }` : 'write it in double quotes',
    });
  }
}

function forbiddenName(where: string): UserError {
  return new UserError('HTTP forbids this header name', {
    where,
    whatToDo: 'letters, digits and - are enough: X-Api-Key',
  });
}

function noServer({ path, format }: ConfigFile): UserError {
  const keys = format.servers.map((pattern) => pattern.join('.')).join(' or ');
  return new UserError('there is no server in this configuration', {
    where: path,
    found: `nothing under ${keys}, where ${format.title} looks`,
    whatToDo: 'write an entry first (mcp-accept init <url>), or say whose file it is (--client)',
  });
}

function noSuchServer({ path, entries }: ConfigFile, server: string): UserError {
  const names = [...new Set(entries.map(({ name }) => name))];
  const near = nearest(server, names);
  const guess = near.length === 0 ? '' : `did you mean ${near.join(' or ')}? `;
  return new UserError(`there is no server "${server}" in this configuration`, {
    where: path,
    found: names.length === 0 ? 'no server at all' : names.join(', '),
    whatToDo: `${guess}give one of these to --server`,
  });
}
