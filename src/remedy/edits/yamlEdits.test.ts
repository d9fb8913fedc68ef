import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import type { Json } from '../../model.js';
import { anyObject, anyValue, type Dice, dice, runs } from './documents.fixture.js';
import { editYaml, renameYaml } from './yamlEdits.js';

const RUNS = runs(1500);
type Fields = { [key: string]: Json };

interface Style {
  unit: string;
  eol: string;
  comments: boolean;
}

/** The value as a person might have written it: in lines or in brackets, with comments and blank lines. */
function printed(value: Json, style: Style, random: Dice): string {
  const lead = style.comments ? `# about this file${style.eol}` : '';
  const body =
    isFields(value) && Object.keys(value).length > 0
      ? block(value, style, random, '')
      : [flow(value, random)];
  return lead + body.join(style.eol) + (random.chance(0.8) ? style.eol : '');
}

function block(value: Json, style: Style, random: Dice, indent: string): string[] {
  const note = (): string => (style.comments && random.chance(0.3) ? ' # "x": 1, }' : '');
  const above = (): string[] => (style.comments && random.chance(0.2) ? [`${indent}# above`] : []);
  if (Array.isArray(value)) {
    return value.flatMap((each) => {
      const lines = inLines(each, random) ? block(each, style, random, `${indent}  `) : [];
      const [first, ...rest] = lines.filter((line) => !line.trim().startsWith('#'));
      if (first === undefined) return [...above(), `${indent}- ${flow(each, random)}${note()}`];
      return [...above(), `${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value as Fields).flatMap(([key, each]) => {
    const name = random.chance(0.5) && /^[A-Za-z]+$/.test(key) ? key : JSON.stringify(key);
    if (!inLines(each, random)) return [...above(), `${indent}${name}: ${flow(each, random)}${note()}`];
    return [...above(), `${indent}${name}:${note()}`, ...block(each, style, random, indent + style.unit)];
  });
}

function inLines(value: Json, random: Dice): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && random.chance(0.75);
}

function flow(value: Json, random: Dice): string {
  if (typeof value === 'string')
    return random.chance(0.3) && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const gap = random.chance(0.5) ? ' ' : '';
  if (Array.isArray(value)) return `[${gap}${value.map((each) => flow(each, random)).join(', ')}${gap}]`;
  const pairs = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${flow(each, random)}`);
  return `{${gap}${pairs.join(', ')}${gap}}`;
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function everyDocument(check: (random: Dice, text: string, value: Fields) => void): void {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = dice(seed);
    const value = anyObject(random);
    const style = {
      unit: random.pick(['  ', '    ']),
      eol: random.pick(['\n', '\r\n']),
      comments: random.chance(0.5),
    };
    const text = printed(value, style, random);
    assert.deepEqual(parse(text), value, text);
    try {
      check(random, text, value);
    } catch (error) {
      throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
}

/** The keys to something in it, through objects and lists. */
function anyPath(random: Dice, value: Json): string[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const keys = Object.keys(value);
  if (keys.length === 0) return null;
  const key = random.pick(keys);
  const deeper = random.chance(0.7) ? anyPath(random, (value as Fields)[key] ?? null) : null;
  return [key, ...(deeper ?? [])];
}

function at(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>((node, key) => (node as Fields)[key] ?? null, value);
}

function withValue(value: Json, path: readonly string[], wanted: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return wanted ?? null;
  const copy = structuredClone(value) as Fields;
  if (rest.length > 0) copy[key] = withValue(copy[key] ?? null, rest, wanted);
  else if (wanted !== undefined) copy[key] = wanted;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

const COMMENT = /(?<=^|\s)#.*$/gm;

/** Lines without what stands in quotes, so that a `#` there is no comment. */
function comments(text: string): string[] {
  return [...text.replace(/"(?:[^"\\]|\\.)*"(?=[:,\]}\s]|$)/g, '""').matchAll(COMMENT)].map(([sign]) =>
    sign.trim(),
  );
}

describe('an edit of a random YAML file', () => {
  it('that removes something makes what was intended, and takes no comment of others with it', () => {
    let removed = 0;
    everyDocument((random, text, value) => {
      const path = anyPath(random, value);
      if (path === null) return;
      removed += 1;
      const after = editYaml(text, { path, value: undefined });
      assert.deepEqual(parse(after), withValue(value, path, undefined), after);
      const scalar = typeof at(value, path) !== 'object';
      if (scalar) assert.deepEqual(comments(after), comments(text), after);
    });
    assert.ok(removed > RUNS / 2, `only ${removed}`);
  });

  it('that sets a text changes that text and no other line', () => {
    everyDocument((random, text, value) => {
      const path = anyPath(random, value);
      if (path === null || typeof at(value, path) !== 'string') return;
      const after = editYaml(text, { path, value: 'it\'s # "new": [x]' });
      assert.deepEqual(parse(after), withValue(value, path, 'it\'s # "new": [x]'), after);
      const lines = text.split('\n');
      assert.equal(after.split('\n').filter((line, index) => line !== lines[index]).length, 1);
    });
  });

  it('that sets anything makes what was intended', () => {
    everyDocument((random, text, value) => {
      const path = anyPath(random, value);
      if (path === null) return;
      const wanted = anyValue(random, 2);
      assert.deepEqual(parse(editYaml(text, { path, value: wanted })), withValue(value, path, wanted));
    });
  });

  it('that adds a key puts it last, and removing it again gives the same bytes', () => {
    let undone = 0;
    everyDocument((random, text, value) => {
      const parent = random.chance(0.3) ? [] : (anyPath(random, value) ?? []);
      const into = at(value, parent);
      if (!isFields(into)) return;
      const path = [...parent, 'added'];
      const wanted = random.chance(0.5) ? 'x' : { type: 'http', headers: { A: '# b' } };
      const after = editYaml(text, { path, value: wanted });
      assert.deepEqual(parse(after), withValue(value, path, wanted), after);
      assert.deepEqual(comments(after).length, comments(text).length, after);
      if (Object.keys(into).length === 0) return;
      undone += 1;
      assert.equal(editYaml(after, { path, value: undefined }).trimEnd(), text.trimEnd());
    });
    assert.ok(undone > RUNS / 5, `only ${undone}`);
  });

  it('that adds to a list puts it last', () => {
    let added = 0;
    everyDocument((random, text, value) => {
      const parent = anyPath(random, value) ?? [];
      const into = at(value, parent);
      if (!Array.isArray(into)) return;
      added += 1;
      const wanted = { name: 'added', requestOptions: { headers: { A: 'b' } } };
      const after = editYaml(text, { path: [...parent, String(into.length)], value: wanted });
      assert.deepEqual(parse(after), withValue(value, [...parent, String(into.length)], wanted), after);
    });
    assert.ok(added > RUNS / 30, `only ${added}`);
  });

  it('that renames a key changes that key alone', () => {
    everyDocument((random, text, value) => {
      const path = anyPath(random, value);
      if (path === null || Array.isArray(at(value, path.slice(0, -1)))) return;
      const after = renameYaml(text, path, 'renamed');
      const without = withValue(value, path, undefined);
      assert.deepEqual(parse(after), withValue(without, [...path.slice(0, -1), 'renamed'], at(value, path)));
      assert.deepEqual(comments(after), comments(text));
    });
  });
});

describe('an edit of a YAML file as people write them', () => {
  const cases: [name: string, before: string, path: string[], value: Json | undefined, after: string][] = [
    [
      'adds a header where there is none yet',
      'mcpServers:\n  a:\n    url: http://h # mine\n',
      ['mcpServers', 'a', 'headers', 'A'],
      'b c',
      'mcpServers:\n  a:\n    url: http://h # mine\n    headers:\n      A: "b c"\n',
    ],
    [
      'fills a key that holds nothing',
      'mcpServers: # none yet\nversion: 1\n',
      ['mcpServers', 'a', 'url'],
      'http://h',
      'mcpServers: # none yet\n  a:\n    url: http://h\nversion: 1\n',
    ],
    [
      'leaves {} where the last header goes',
      'a:\n  headers:\n    # why\n    A: b\n  x: 1\n',
      ['a', 'headers', 'A'],
      undefined,
      'a:\n  headers: {}\n    # why\n  x: 1\n',
    ],
    [
      'adds a server to a list',
      'mcpServers:\n  - name: a\n    url: http://h # k\n\nx: 1\n',
      ['mcpServers', '1'],
      { name: 'b', url: 'http://i' },
      'mcpServers:\n  - name: a\n    url: http://h # k\n  - name: b\n    url: http://i\n\nx: 1\n',
    ],
    [
      'takes the first key out of an item of a list',
      '- a: 1\n  b: 2\n',
      ['0', 'a'],
      undefined,
      '-\n  b: 2\n',
    ],
    ['keeps single quotes', "url: 'http://h'\n", ['url'], 'http://i', "url: 'http://i'\n"],
    ['follows a text of several lines', 'a: |\n  one\n  two\n', ['b'], 'x', 'a: |\n  one\n  two\nb: x\n'],
    [
      'writes into an empty file',
      '# mine\n',
      ['mcpServers', 'a'],
      { url: 'http://h' },
      '# mine\nmcpServers:\n  a:\n    url: http://h\n',
    ],
  ];
  for (const [name, before, path, value, after] of cases) {
    it(name, () => assert.equal(editYaml(before, { path, value }), after));
  }

  it('does not fit where an alias stands, whose anchor others share', () => {
    assert.throws(() => editYaml('x: &x {a: 1}\ny: *x\n', { path: ['y', 'a'], value: 2 }), /does not fit/);
  });
});
