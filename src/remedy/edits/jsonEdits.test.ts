import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findNodeAtLocation, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import type { Json } from '../../model.js';
import { anyObject, anyStyle, anyValue, type Dice, dice, printed, runs } from './documents.fixture.js';
import { applyEdits } from './edits.js';

const RUNS = runs(3000);
const LENIENT = { allowTrailingComma: true };

describe('an edit of a random document', () => {
  it('that removes a key makes what was intended, and changes nothing from the one before to the one after', async () => {
    let removed = 0;
    await everyDocument(async (random, text, value) => {
      const path = anyPath(random, value);
      if (path === null) return;
      removed += 1;
      const after = await applyEdits(text, 'jsonc', [{ path, value: undefined }]);
      assert.equal(JSON.stringify(read(after)), JSON.stringify(without(value, path)));
      const { above, key } = around(text, path);
      const own = propertyOf(above, key);
      assert.deepEqual(comments(after), comments(text, own));
      const siblings = above.children ?? [];
      const at = siblings.indexOf(own);
      const from = siblings[at - 1];
      const to = siblings[at + 1]?.offset ?? above.offset + above.length - 1;
      assert.ok(after.startsWith(text.slice(0, from === undefined ? above.offset + 1 : endOf(from))));
      assert.ok(after.endsWith(text.slice(to)));
    });
    assert.ok(removed > RUNS / 2, `only ${removed}`);
  });

  it('that sets a value changes the value and no other byte', async () => {
    await everyDocument(async (random, text, value) => {
      const path = anyPath(random, value);
      if (path === null) return;
      const wanted = anyValue(random, 2);
      const after = await applyEdits(text, 'jsonc', [{ path, value: wanted }]);
      const { above, key } = around(text, path);
      const there = propertyOf(above, key).children?.[1];
      assert.ok(there);
      assert.ok(after.startsWith(text.slice(0, there.offset)) && after.endsWith(text.slice(endOf(there))));
      assert.equal(JSON.stringify(read(after)), JSON.stringify(withValue(value, path, wanted)));
    });
  });

  it('that adds a key puts it last, and removing it again gives the same bytes', async () => {
    let undone = 0;
    await everyDocument(async (random, text, value) => {
      const parent = random.chance(0.3) ? [] : (anyPath(random, value) ?? []);
      const into = at(value, parent);
      if (typeof into !== 'object' || into === null || Array.isArray(into)) return;
      const path = [...parent, 'added'];
      const after = await applyEdits(text, 'jsonc', [{ path, value: 'x' }]);
      assert.equal(JSON.stringify(read(after)), JSON.stringify(withValue(value, path, 'x')));
      assert.deepEqual(comments(after), comments(text));
      if (Object.keys(into).length === 0) return;
      undone += 1;
      assert.equal(await applyEdits(after, 'jsonc', [{ path, value: undefined }]), text);
    });
    assert.ok(undone > RUNS / 4, `only ${undone}`);
  });

  it('keeps plain JSON plain', async () => {
    await everyDocument(async (random, text, value) => {
      if (!isPlain(text)) return;
      const path = anyPath(random, value);
      if (path === null) return;
      for (const wanted of [undefined, 'x'] as const) {
        JSON.parse((await applyEdits(text, 'json', [{ path, value: wanted }])).replace('\ufeff', ''));
      }
    });
  });
});

async function everyDocument(
  check: (random: Dice, text: string, value: Json) => Promise<void>,
): Promise<void> {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = dice(seed);
    const value = anyObject(random);
    const text = printed(value, anyStyle(random), random);
    try {
      await check(random, text, value);
    } catch (error) {
      throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
}

function isPlain(text: string): boolean {
  try {
    JSON.parse(text.replace('\ufeff', ''));
    return true;
  } catch {
    return false;
  }
}

function read(text: string): Json {
  const errors: ParseError[] = [];
  const value: Json = parse(text.replace('\ufeff', ''), errors, LENIENT);
  assert.deepEqual(errors, []);
  return value;
}

/** The keys to some property of an object that is reached through objects alone. */
function anyPath(random: Dice, value: Json): string[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  if (keys.length === 0) return null;
  const key = random.pick(keys);
  const deeper = random.chance(0.7) ? anyPath(random, value[key] ?? null) : null;
  return [key, ...(deeper ?? [])];
}

function at(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>((node, key) => (node as { [key: string]: Json })[key] ?? null, value);
}

function withValue(value: Json, path: readonly string[], wanted: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return wanted ?? null;
  const object = { ...(value as { [key: string]: Json }) };
  if (rest.length === 0 && wanted === undefined) delete object[key];
  else object[key] = withValue(object[key] ?? null, rest, wanted);
  return object;
}

function without(value: Json, path: readonly string[]): Json {
  return withValue(value, path, undefined);
}

function around(text: string, path: string[]): { above: Node; key: string } {
  // As long as the byte order mark, so that the offsets are those of the text.
  const root = parseTree(text.replace('\ufeff', ' '), [], LENIENT);
  assert.ok(root);
  const above = findNodeAtLocation(root, path.slice(0, -1));
  assert.ok(above);
  return { above, key: path.at(-1) ?? '' };
}

function propertyOf(object: Node, key: string): Node {
  const own = object.children?.find(({ children }) => children?.[0]?.value === key);
  assert.ok(own);
  return own;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

const STRING_OR_COMMENT = /"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** Every comment in order, without those inside a node. */
function comments(text: string, except?: Node): string[] {
  return [...text.matchAll(STRING_OR_COMMENT)]
    .filter(({ index }) => except === undefined || index < except.offset || index >= endOf(except))
    .map(([token]) => token)
    .filter((token) => token.startsWith('/'));
}
