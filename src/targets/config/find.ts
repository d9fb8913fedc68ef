import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Format } from '../../model.js';
import { projectFilesOf } from './formats.js';

/** The nearest file of one of these names, in this folder or one above; null where there is none. */
export async function nearestConfig(cwd: string, names = ['.mcp.json']): Promise<string | null> {
  const folder = resolve(cwd);
  const [there] = await thereOf(folder, names);
  if (there !== undefined) return join(folder, there);
  return dirname(folder) === folder ? null : nearestConfig(dirname(folder), names);
}

/** The file of a project in this folder: the one that is there, else the usual one; null where there is none. */
export async function projectFileIn(folder: string, format: Format): Promise<string | null> {
  const [there] = await thereOf(folder, projectFilesOf(format));
  return there ?? format.projectFile;
}

/** Those of the files that are in this very folder; `*` stands for any name in one. */
export async function thereOf(folder: string, patterns: readonly string[]): Promise<string[]> {
  const names = (await Promise.all(patterns.map((pattern) => namesOf(folder, pattern)))).flat();
  const there = await Promise.all(names.map((name) => isFile(join(folder, name))));
  return names.filter((_, index) => there[index] === true);
}

async function namesOf(folder: string, pattern: string): Promise<string[]> {
  if (!pattern.includes('*')) return [pattern];
  const found = await readdir(join(folder, dirname(pattern))).catch(() => []);
  const [start = '', end = ''] = basename(pattern).split('*', 2);
  const fits = found.filter((name) => name.startsWith(start) && name.endsWith(end)).sort();
  return fits.map((name) => join(dirname(pattern), name));
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}
