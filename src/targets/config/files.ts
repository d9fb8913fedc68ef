import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ConfigNode, Format } from '../../model.js';
import { matches, stringOf } from './node.js';
import { referencesIn } from './references.js';

/** A file that holds a token; a larger one is none. */
const LARGEST = 64 * 1024;

/** What the files hold that the servers of a configuration refer to (`{file:~/token}`); null: cannot be read. */
export async function filesNamedIn(
  root: ConfigNode,
  format: Format,
  path: string,
): Promise<Map<string, string | null>> {
  if (!format.expansion.syntaxes.some((syntax) => syntax === 'curly' || syntax === 'file')) return new Map();
  const names = format.servers
    .flatMap((pattern) => matches(root, pattern))
    .flatMap(({ property }) => strings(property.value))
    .flatMap((text) => referencesIn(text, format).own)
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => name);
  const contents = [...new Set(names)].map(async (name) => [name, await content(name, path)] as const);
  return new Map(await Promise.all(contents));
}

function strings(node: ConfigNode): string[] {
  const own = stringOf(node);
  const below = [...node.items, ...node.properties.map(({ value }) => value)];
  return own === null ? below.flatMap(strings) : [own];
}

async function content(name: string, path: string): Promise<string | null> {
  const file = name.startsWith('~/') ? join(homedir(), name.slice(2)) : resolve(dirname(path), name);
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= LARGEST ? (await readFile(file, 'utf8')).trim() : null;
  } catch {
    return null;
  }
}
