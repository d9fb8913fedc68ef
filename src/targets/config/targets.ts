import { UserError } from '../../errors.js';
import type {
  ConfigEntry,
  ConfigFile,
  ConfigHeader,
  ConfigText,
  Format,
  HeaderLine,
  Target,
} from '../../model.js';
import { parseUrl } from '../address.js';
import { buildTarget } from '../build.js';
import { isHeaderName, isHeaderValue, isOwnHeader } from '../headerLine.js';
import { secretsIn } from './fromVariables.js';
import * as problems from './problems.js';

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
  if (wanted.length === 0) {
    throw server === null ? problems.noServer(file) : problems.noSuchServer(file, server);
  }
  const names = targetNames(file);
  return wanted.map((entry) => {
    if (entry.skipped !== null) return { entry, target: null, problem: null };
    try {
      const target = targetOf(file, entry, credentials);
      return { entry, target: { ...target, name: names.get(entry) ?? entry.name }, problem: null };
    } catch (problem) {
      if (!(problem instanceof UserError)) throw problem;
      return { entry, target: null, problem };
    }
  });
}

/** Where a server stands in its file: the address, which is what people look for. */
export function placeOfEntry({ url, place }: ConfigEntry): { line: number; column: number } {
  const { line, column } = url?.place ?? place;
  return { line, column };
}

function targetOf(file: ConfigFile, entry: ConfigEntry, credentials: string[]): Target {
  const wrong = problems.otherThanText(file, entry);
  if (wrong !== null) throw wrong;
  if (entry.url === null) throw problems.noAddress(file, entry);
  const address = expandedText(file, entry, entry.url).trim();
  const where = problems.whereIs(file, entry, entry.url.place);
  const url = parseUrl(address, { where, written: entry.url.raw });
  const sent = entry.headers.filter((header) => isSent(header, file, entry));
  const lines = sent.map((header) => lineOf(header, file, entry));
  const fromVariables = sent.filter(({ text }) => text.variables.some(({ state }) => state === 'set'));
  return buildTarget({
    name: entry.name,
    url,
    transport: entry.transport === 'sse' ? 'sse' : 'http',
    headers: lines.filter(([name]) => !isOwnHeader(name)),
    configured: lines,
    source: { file: file.shownPath, server: entry.name, format: file.format.id, place: placeOfEntry(entry) },
    credentials: [...credentials, ...fromVariables.map(({ name }) => name)],
    secrets: secretsIn(entry, url),
  });
}

/** Two projects of one file may have servers of one name: then the project is named too. */
function targetNames({ entries }: ConfigFile): Map<ConfigEntry, string> {
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    entries.map((entry) => {
      const alone = counts.get(entry.name) === 1 || entry.scope === null;
      return [entry, alone ? entry.name : `${entry.name} (${entry.scope})`];
    }),
  );
}

/** A header from a variable is left out where that is empty, and takes the place of one that is written down. */
function isSent(header: ConfigHeader, { format }: ConfigFile, { headers }: ConfigEntry): boolean {
  const fromVariable = ({ path }: ConfigHeader): boolean => isNamedVariable(path, format);
  if (fromVariable(header)) return !isLeftOut(header, format);
  return !headers.some(
    (other) =>
      fromVariable(other) &&
      other.text.expanded !== '' &&
      other.name.toLowerCase() === header.name.toLowerCase(),
  );
}

/** Its value is the name of a variable (Codex). */
function isNamedVariable(path: readonly string[], { keys }: Format): boolean {
  return path.at(-1) === keys.bearerEnv || keys.envHeaders.includes(path.at(-2) ?? '');
}

/** Codex drops a header of the environment that is empty or that HTTP does not allow; a bearer token it sends. */
function isLeftOut({ path, text }: ConfigHeader, { keys }: Format): boolean {
  if (text.expanded === null) return false;
  return text.expanded === '' || (path.at(-1) !== keys.bearerEnv && !isHeaderValue(text.expanded));
}

function lineOf(
  { name, namePlace, path, text }: ConfigHeader,
  file: ConfigFile,
  entry: ConfigEntry,
): HeaderLine {
  const written = expandedText(file, entry, text);
  const value = isNamedVariable(path, file.format) ? written : written.trim();
  if (!isHeaderName(name)) throw problems.forbiddenName(problems.whereIs(file, entry, namePlace));
  if (!isHeaderValue(value)) throw problems.forbiddenText(problems.whereIs(file, entry, text.place), name);
  return [name, value];
}

function expandedText(file: ConfigFile, entry: ConfigEntry, text: ConfigText): string {
  if (text.expanded === null) throw problems.missing(file, entry, text);
  return text.expanded;
}
