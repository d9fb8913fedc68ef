import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../src/packageRoot.js';

interface Source {
  path: string;
  text: string;
  imports: string[];
}

/** Folders in running order: an import points to the same folder or to an earlier one. */
const PIPELINE = [
  'secrets',
  'targets',
  'plan',
  'net',
  'record',
  'observe',
  'judge',
  'diagnose',
  'remedy',
  'logs',
  'demo',
  'learn',
  'tap',
  'report',
  'run',
  'fleet',
  'library',
  'mcp',
  'cli',
];

const CODE_FOLDERS = ['src', 'bin', 'bench', 'scripts', 'test'];

const sources = CODE_FOLDERS.flatMap((folder) => sourcesIn(folder));
const shipped = sources.filter(
  ({ path }) => path.startsWith('src/') && !/\.test\.ts$|\.fixture\.ts$|raw-client/.test(path),
);

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs|js)$/.test(file))
    .map((file) => {
      const path = normalize(join(folder, file));
      const text = readFileSync(join(packageRoot, path), 'utf8');
      const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      return { path, text, imports };
    });
}

/** What is loaded with a file: no types, and nothing that is imported when a function is called. */
function staticImports(text: string): string[] {
  const found = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^;]*?\bfrom\s+)?'([^']+)'/gm);
  return [...found].map((match) => match[1] ?? '');
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function importers(packageName: string): string[] {
  const named = (specifier: string): boolean =>
    specifier === packageName || specifier.startsWith(`${packageName}/`);
  return [...new Set(shipped.filter(({ imports }) => imports.some(named)).map(({ path }) => folderOf(path)))];
}

/** The files of this project that a file imports at run time or as types. */
function targetsOf({ path, imports }: Source): string[] {
  return imports
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts'));
}

describe('the laws of the house', () => {
  for (const [packageName, folder] of [
    ['undici', 'net'],
    ['ajv', 'judge'],
    ['commander', 'cli'],
    ['ora', 'report'],
    ['kleur', 'report'],
    ['@modelcontextprotocol/server', 'mcp'],
  ] as const) {
    it(`${packageName} is imported only under src/${folder}/`, () => {
      assert.deepEqual(importers(packageName), [folder]);
    });
  }

  it('no code file is over 250 lines', () => {
    const long = sources
      .map(({ path, text }) => [path, text.split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 250);
    assert.deepEqual(long, []);
  });

  it('arrows point only back along the pipeline', () => {
    const forward = shipped.flatMap((source) => {
      const from = PIPELINE.indexOf(folderOf(source.path));
      if (from < 0) return [];
      return targetsOf(source)
        .filter((target) => PIPELINE.indexOf(folderOf(target)) > from)
        .map((target) => `${source.path} -> ${target}`);
    });
    assert.deepEqual(forward, []);
  });

  it('the built-in server serves learning and the command line, and nothing that judges', () => {
    const users = shipped.filter((source) => targetsOf(source).some((target) => folderOf(target) === 'demo'));
    assert.deepEqual([...new Set(users.map(({ path }) => folderOf(path)))].sort(), ['cli', 'demo', 'learn']);
  });

  it('there are no import cycles', () => {
    const graph = new Map(shipped.map((source) => [source.path, targetsOf(source)]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    assert.deepEqual(cycles, []);
  });

  it('what is large is imported when it is needed, not with every command', () => {
    const late = [
      'undici',
      'ajv',
      'ora',
      '@modelcontextprotocol',
      'jsonc-parser',
      'toml-eslint-parser',
      'yaml',
    ];
    const loaded = new Map<string, string[]>();
    const load = (path: string): void => {
      const source = shipped.find((one) => one.path === path);
      if (source === undefined || loaded.has(path)) return;
      const imports = staticImports(source.text);
      loaded.set(path, imports);
      for (const next of targetsOf({ ...source, imports })) load(next);
    };
    load('src/cli/main.ts');
    load('src/cli/asking.ts');
    load('src/cli/commands.ts');
    assert.ok(loaded.size > 50, `only ${loaded.size}`);
    const early = [...loaded].filter(([, imports]) =>
      imports.some((name) => late.includes(name.split('/')[0] ?? '')),
    );
    assert.deepEqual(early, []);
  });

  it('only src/report/ writes, and nothing uses the console', () => {
    const writers = shipped.filter(({ text }) =>
      /console\.|process\.(stdout|stderr)\.write|\b(writeFile|mkdir)(Sync)?\(/.test(text),
    );
    assert.deepEqual(
      writers.filter(({ path }) => folderOf(path) !== 'report').map(({ path }) => path),
      [],
    );
  });

  it('the exit code is set in one place', () => {
    const setters = shipped.filter(({ text }) => /process\.exitCode\s*=/.test(text)).map(({ path }) => path);
    assert.deepEqual(setters, ['src/cli/main.ts']);
  });

  it('fetch, which adds an Accept of its own, is used nowhere', () => {
    const users = shipped.filter(({ text }) => /\bfetch\(/.test(text)).map(({ path }) => path);
    assert.deepEqual(users, []);
  });

  it('no plan calls a tool', () => {
    const callers = shipped
      .filter(({ path, text }) => folderOf(path) === 'plan' && text.includes('tools/call'))
      .map(({ path }) => path);
    assert.deepEqual(callers, []);
  });

  it('this test sees the files that it speaks of', () => {
    assert.ok(shipped.length > 50, `only ${shipped.length} files`);
    assert.ok(shipped.some(({ path }) => relative('src/net', path) === 'sender.ts'));
  });
});
