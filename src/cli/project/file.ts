import { dirname, isAbsolute, join, normalize, relative } from 'node:path';
import { UserError } from '../../errors.js';
import type { Json } from '../../model.js';
import { nearest } from '../../nearest.js';
import { readText } from '../../readText.js';
import { isObject } from '../../record/reading.js';
import { nearestConfig } from '../../targets/config/find.js';

/** What a project keeps for everybody who probes it; `rules/schema/project.schema.json` describes it. */
export const PROJECT_FILE = 'mcp-accept.config.json';

/** The value of an option as it would be typed; several where it may be given again. */
export type Typed = readonly string[];

export interface Project {
  /** As it is shown. */
  file: string;
  targets: readonly string[];
  /** By the option's name, without its dashes: `fail-on`. */
  options: ReadonlyMap<string, Typed>;
}

/** Keys of the file, the option that each is, and what stands there. */
const KEYS: Record<
  string,
  { option: string; kind: 'text' | 'texts' | 'file' | 'reports' | 'severities' | 'time' | 'number' }
> = {
  config: { option: 'config', kind: 'file' },
  client: { option: 'client', kind: 'text' },
  ruleset: { option: 'ruleset', kind: 'text' },
  rules: { option: 'rules', kind: 'file' },
  failOn: { option: 'fail-on', kind: 'text' },
  severities: { option: 'severity', kind: 'severities' },
  ignore: { option: 'ignore', kind: 'texts' },
  baseline: { option: 'baseline', kind: 'file' },
  reports: { option: 'report', kind: 'reports' },
  timeout: { option: 'timeout', kind: 'time' },
  wait: { option: 'wait', kind: 'time' },
  deadline: { option: 'deadline', kind: 'time' },
  maxRequests: { option: 'max-requests', kind: 'number' },
};

/** The nearest one from a folder up; null where there is none. @throws {UserError} for a file that is none */
export async function readProject(cwd: string): Promise<Project | null> {
  const path = await nearestConfig(cwd, [PROJECT_FILE]);
  if (path === null) return null;
  const file = relative(cwd, path) || path;
  const value = parsed(await readText(path, 'this project configuration'), file);
  const folder = relative(cwd, dirname(path));
  const { $schema: _schema, targets = [], ...rest } = value;
  const options = new Map(
    Object.entries(rest).map(([key, one]): [string, Typed] => {
      const known = KEYS[key];
      if (known === undefined) throw unknownKey(key, file);
      return [known.option, typedOf(one, known.kind, { file, key, folder })];
    }),
  );
  return { file, targets: typedOf(targets, 'texts', { file, key: 'targets', folder }), options };
}

interface Where {
  file: string;
  key: string;
  /** Of the file, from where the user stands. */
  folder: string;
}

function typedOf(value: Json, kind: (typeof KEYS)[string]['kind'], where: Where): Typed {
  switch (kind) {
    case 'time':
    case 'number':
      return [typeof value === 'number' ? String(value) : textOf(value, where)];
    case 'text':
      return [textOf(value, where)];
    case 'file':
      return [within(textOf(value, where), where)];
    case 'texts':
      return listOf(value, where).map((one) => textOf(one, where));
    case 'reports':
      return listOf(value, where).map((one) => reportIn(textOf(one, where), where));
    case 'severities':
      if (!isObject(value)) throw wrong(value, where, 'an object: { "wildcard-rejected": "off" }');
      return Object.entries(value).map(([rule, severity]) => `${rule}=${textOf(severity, where)}`);
  }
}

/** `sarif:out.sarif`, written into the project and nowhere else: the file may be somebody else's. */
function reportIn(text: string, where: Where): string {
  const at = text.indexOf(':');
  const path = text.slice(at + 1);
  return at < 0 || path === '-' ? text : `${text.slice(0, at + 1)}${within(path, where)}`;
}

/** A path as it is from where the user stands. @throws {UserError} where it leads out of the file's folder */
function within(path: string, where: Where): string {
  const clean = normalize(path);
  if (isAbsolute(clean) || /^\.\.([\\/]|$)/.test(clean)) {
    throw wrong(path, where, 'a path inside the folder of this file');
  }
  return join(where.folder, clean);
}

function textOf(value: Json, where: Where): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(value, where, 'a text');
}

function listOf(value: Json, where: Where): Json[] {
  if (Array.isArray(value)) return value;
  throw wrong(value, where, 'a list');
}

function wrong(value: Json, { file, key }: Where, wanted: string): UserError {
  return new UserError('the project configuration says something else than it may', {
    where: `${file}, "${key}"`,
    found: JSON.stringify(value).slice(0, 100),
    whatToDo: `write ${wanted}`,
  });
}

function unknownKey(key: string, file: string): UserError {
  const known = [...Object.keys(KEYS), 'targets'];
  const near = nearest(key, known);
  return new UserError('the project configuration has a key that is not known', {
    where: file,
    found: `"${key}"`,
    whatToDo: near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known are ${known.join(', ')}`,
  });
}

function parsed(text: string, file: string): { [key: string]: Json } {
  try {
    const value: Json = JSON.parse(text.replace(/^\ufeff/, ''));
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new UserError('the project configuration is no JSON object', {
    where: file,
    whatToDo: 'write JSON without comments: { "targets": ["https://example.com/mcp"] }',
  });
}
