import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '../nearest.js';
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
  if (!names.includes(name)) throw new UnknownPersona(name, nearest(name, names));
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
