import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Expectation, Persona } from './persona.js';
import { readPersona } from './read-persona.js';
import { InvalidPersona } from './shape.js';

export { InvalidPersona };

export interface PersonaSummary {
  name: string;
  title: string;
  expect: Expectation;
}

/** No persona of that name; `near` are the names that it may have meant, nearest first. */
export class UnknownPersona extends Error {
  override name = 'UnknownPersona';
  readonly near: string[];

  constructor(wanted: string, near: string[]) {
    super(`no persona "${wanted}"${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`);
    this.near = near;
  }
}

/** Every persona of a folder, by name. @throws InvalidPersona if one file is wrong */
export async function listPersonas(dir: string): Promise<PersonaSummary[]> {
  const personas = await Promise.all((await namesIn(dir)).map((name) => readFrom(dir, name)));
  return personas.map(({ name, title, expect }) => ({ name, title, expect }));
}

/**
 * One persona of a folder, with all defaults filled in.
 * @throws UnknownPersona listing near names; InvalidPersona naming file and field
 */
export async function loadPersona(dir: string, name: string): Promise<Persona> {
  const names = await namesIn(dir);
  if (!names.includes(name)) throw new UnknownPersona(name, nearTo(name, names));
  return readFrom(dir, name);
}

async function namesIn(dir: string): Promise<string[]> {
  const files = await readdir(dir);
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

async function readFrom(dir: string, name: string): Promise<Persona> {
  const source = await readFile(join(dir, `${name}.json`), 'utf8');
  try {
    return readPersona(name, JSON.parse(source));
  } catch (error) {
    if (!(error instanceof InvalidPersona || error instanceof SyntaxError)) throw error;
    throw new InvalidPersona(`${name}.json: ${error.message}`, { cause: error });
  }
}

function nearTo(wanted: string, names: string[]): string[] {
  const furthest = Math.max(2, Math.floor(wanted.length / 3));
  const distances = names.map((name) => ({
    name,
    distance: wanted.length > 2 && name.includes(wanted) ? 1 : distance(wanted, name),
  }));
  return distances
    .filter((one) => one.distance <= furthest)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((one) => one.name);
}

/** Levenshtein's: how many letters must be put in, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
