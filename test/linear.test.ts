import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { tokenizer } from 'acorn';
import { analyse } from 'scslre';
import { packageRoot } from '../src/packageRoot.js';

/**
 * Whatever a server or a file says, no regular expression of ours takes more than linear time on it. A 200 kB body
 * of line breaks once hung the process: `/\n\s*\n?$/` begins anew at each of them.
 */
describe('every regular expression is linear', () => {
  it('in the sources', async () => {
    const shipped = (await namesIn('build/src', '.js')).filter((name) => !/\.(test|fixture)\.js$/.test(name));
    const found = await Promise.all(shipped.map(literalsIn));
    assert.ok(found.flat().length > 200, 'this test sees them');
    assert.deepEqual(found.flat().filter(isSuperLinear), []);
  });

  it('in the rules', async () => {
    const texts = await Promise.all((await namesIn('rules', '.json')).map(read));
    const patterns = texts.flatMap((text) => patternsIn(JSON.parse(text)));
    assert.ok(patterns.length > 3, 'this test sees them');
    assert.deepEqual(patterns.filter(isSuperLinear), []);
  });

  it('or built from words of our own or of a format, in the few places that build one', async () => {
    const texts = await Promise.all(
      (await namesIn('src', '.ts'))
        .filter((name) => !/\.(test|fixture)\.ts$/.test(name))
        .map(async (name) => ({ name, text: await read(name) })),
    );
    const builders = texts.filter(({ text }) => /\bRegExp\(/.test(text)).map(({ name }) => name);
    assert.deepEqual(builders.sort(), [
      'src/judge/fits.ts',
      'src/logs/formats.ts',
      'src/logs/logFormat.ts',
      'src/observe/config/entry.ts',
      'src/observe/config/shownUrl.ts',
      'src/record/limit.ts',
      'src/remedy/advice/hints.ts',
      'src/report/escape.ts',
      'src/targets/config/transport.ts',
    ]);
  });

  it('by the judgement of a linter that knows what hangs', () => {
    const hanging = [/\n\s*\n?$/, /(a+)+b/, /^-+|-+$/, /^(.*):(.*):(.*)$/].map(partsOf);
    assert.deepEqual(hanging.filter(isSuperLinear), hanging);
  });
});

interface Expression {
  source: string;
  flags: string;
  where: string;
}

function isSuperLinear({ source, flags }: Expression): boolean {
  return analyse({ source, flags }, { reportTypes: { Move: true } }).reports.length > 0;
}

async function literalsIn(name: string): Promise<Expression[]> {
  const text = await read(name);
  const tokens = [...tokenizer(text, { ecmaVersion: 'latest', sourceType: 'module' })];
  return tokens
    .filter(({ type }) => type.label === 'regexp')
    .map(({ start, end }) => {
      const literal = text.slice(start, end);
      const close = literal.lastIndexOf('/');
      return { source: literal.slice(1, close), flags: literal.slice(close + 1), where: name };
    });
}

function partsOf({ source, flags }: RegExp): Expression {
  return { source, flags, where: 'here' };
}

/** Every `pattern`, however deep, and the `names` that a client takes for its servers. */
function patternsIn(value: unknown): Expression[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['pattern', 'names'].includes(key) && typeof inner === 'string'
      ? [{ source: inner, flags: key === 'pattern' ? 'u' : '', where: 'rules' }]
      : patternsIn(inner),
  );
}

async function namesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(join(packageRoot, folder), { recursive: true });
  return names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
}

function read(name: string): Promise<string> {
  return readFile(join(packageRoot, name), 'utf8');
}
