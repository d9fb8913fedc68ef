import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../../errors.js';
import type { ConfigNode, Json } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { parseDocument } from './document.js';
import { readConfig } from './entries.js';
import { loadFormats } from './formats.js';
import { targetsOf } from './targets.js';

interface Case {
  name: string;
  path: string;
  text: string;
  client?: string | null;
  env: Record<string, string>;
  title: string;
  where: string;
  found: string | null;
  /** 2 where it is left out. */
  exit?: number;
}

const { canary, files, servers }: { canary: string; files: Case[]; servers: Case[] } = JSON.parse(
  readFileSync(join(packageRoot, 'fixtures', 'configs', 'broken.json'), 'utf8'),
);
const formats = await loadFormats();

function says(error: unknown, { title, where, found, exit = 2 }: Case): void {
  assert.ok(error instanceof UserError, String(error));
  assert.equal(error.title, title);
  assert.equal(error.detail.where, where);
  assert.equal(error.detail.found ?? null, found);
  assert.notEqual(error.detail.whatToDo, '');
  assert.equal(error.exitCode, exit);
  assert.ok(!error.lines().join('\n').includes(canary), 'a secret is in the message');
}

describe('a configuration that cannot be read: where, what was found, what to do', () => {
  for (const one of files) {
    it(one.name, async () => {
      const error = await readConfig({ ...one, client: one.client ?? null }, formats).catch(
        (thrown) => thrown,
      );
      says(error, one);
    });
  }

  for (const [name, path, text] of [
    ['brackets in JSON', '.mcp.json', '['.repeat(100_000)],
    ['objects in JSON with comments', '.vscode/mcp.json', '{"a":'.repeat(100_000)],
    ['keys in TOML', '.codex/config.toml', `a${'.a'.repeat(100_000)} = 1`],
    ['a table in TOML', '.codex/config.toml', `[${'a.'.repeat(100_000)}a]`],
    ['closed lists in TOML', '.codex/config.toml', `a = ${'['.repeat(200)}${']'.repeat(200)}`],
  ] as const) {
    it(`a hundred levels are enough: ${name}`, async () => {
      const error = await readConfig({ path, text, env: {} }, formats).catch((thrown) => thrown);
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.title, 'this file is nested too deeply');
      assert.equal(error.detail.found, 'more than 100 levels');
    });
  }
});

describe('a server that cannot be probed: the others can', () => {
  for (const one of servers) {
    it(one.name, async () => {
      const [target] = targetsOf(await readConfig(one, formats), { credentials: [] });
      assert.equal(target?.target, null);
      says(target?.problem, one);
    });
  }
});

/** The value of a tree as `JSON.parse` gives it: of keys that stand twice the last. */
function meaningOf(node: ConfigNode): Json {
  if (node.kind === 'array') return node.items.map(meaningOf);
  if (node.kind !== 'object') return node.value;
  return Object.fromEntries(node.properties.map(({ key, value }) => [key, meaningOf(value)]));
}

describe('JSON as the clients read it', () => {
  const whole =
    '{"mcpServers":{"a":{"url":"http:\\/\\/h\\u0041","n":[1,-2.5e3,true,false,null,""]},"a":{}}} ';
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '1',
    '0',
    '-',
    '.',
    'e',
    'true',
    'nul',
    ' ',
    '\n',
    '\t',
    '/',
    '//',
    '\u0001',
    '\u2028',
    '😀',
    '\ufeff',
  ];

  it('is taken and refused exactly as JSON.parse does, and means the same', async () => {
    const texts = [whole];
    for (let at = 0; at <= whole.length; at += 1) {
      texts.push(whole.slice(0, at), whole.slice(0, at) + whole.slice(at + 1));
      for (const piece of pieces) texts.push(whole.slice(0, at) + piece + whole.slice(at));
    }
    for (const text of texts) {
      // A mark at the beginning is read over, as the clients do.
      const wanted = parsed(text.replace(/^\ufeff/, ''));
      const document = await parseDocument(text, 'json', 'x.json').catch((error: unknown) => {
        assert.ok(error instanceof UserError, String(error));
        return null;
      });
      // Its client drops a file with comments or trailing commas, and it is read all the same to say what else is wrong.
      assert.deepEqual(
        document === null || document.lapses.length > 0 ? undefined : meaningOf(document.root),
        wanted,
        JSON.stringify(text),
      );
    }
  });

  it('says which keys stand twice, and where they stood first', async () => {
    const { duplicates } = await parseDocument(
      '{\n "a": 1,\n "b": [{ "c": 1, "c": 2 }],\n "a": 3 }',
      'json',
      'x',
    );
    assert.deepEqual(
      duplicates.map(({ path, place, first }) => [
        path.join('.'),
        place.line,
        place.column,
        first.line,
        first.column,
      ]),
      [
        ['b.0.c', 3, 18, 3, 10],
        ['a', 4, 2, 2, 2],
      ],
    );
  });
});

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
