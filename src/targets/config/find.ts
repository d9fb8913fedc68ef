import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The nearest file of this name, in this folder or one above; null where there is none. */
export async function nearestConfig(cwd: string, name = '.mcp.json'): Promise<string | null> {
  const folder = resolve(cwd);
  const path = join(folder, name);
  if (await isFile(path)) return path;
  return dirname(folder) === folder ? null : nearestConfig(dirname(folder), name);
}

/** Those of the files that are in this very folder. */
export async function thereOf(folder: string, names: readonly string[]): Promise<string[]> {
  const there = await Promise.all(names.map((name) => isFile(join(folder, name))));
  return names.filter((_, index) => there[index] === true);
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}
