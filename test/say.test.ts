import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { AnyNode, CallExpression } from 'acorn';
import { createAjv } from '../src/judge/load.js';
import { packageRoot } from '../src/packageRoot.js';
import { say } from '../src/say.js';
import { nodesOf, type Program, parsed, programsIn } from './programs.js';

const WORDS = join(packageRoot, 'rules', 'words');

/** The sentences of each file, by their names. */
const rooms = readdirSync(WORDS).map((name) => ({
  name,
  sentences: JSON.parse(readFileSync(join(WORDS, name), 'utf8')) as Record<string, string>,
}));
const sentences = new Map(rooms.flatMap((room) => Object.entries(room.sentences)));
const programs = programsIn('');
const written = new Set(programs.flatMap(({ tree }) => nodesOf(tree).flatMap(idIn)));

/** The name of a sentence, where a node is one. */
function idIn(node: AnyNode): string[] {
  return node.type === 'Literal' && typeof node.value === 'string' && sentences.has(node.value)
    ? [node.value]
    : [];
}

/**
 * Every sentence of a program that is said without one of its places, or with one that it does not have. Where a
 * program says what it finds in a table, that is any sentence which it names elsewhere, and none of them may lack a place.
 */
function misfilled({ file, tree }: Program): string[] {
  const calls = nodesOf(tree).filter(isSay);
  const named = calls.filter((call) => idsIn(call.arguments[0]) !== null);
  const byName = named.flatMap((call) =>
    (idsIn(call.arguments[0]) ?? []).flatMap((id) => {
      const [given, places] = [placesIn(call), placesOf(id)];
      return given.toSorted().join() === places.toSorted().join()
        ? []
        : [`${file}: ${id} has {${places}}, and is given {${given}}`];
    }),
  );
  const given = calls.filter((call) => !named.includes(call)).flatMap(placesIn);
  const said = new Set(named.flatMap((call) => idsIn(call.arguments[0]) ?? []));
  const elsewhere = nodesOf(tree)
    .flatMap(idIn)
    .filter((id) => !said.has(id));
  const lacking = elsewhere.filter((id) => placesOf(id).some((place) => !given.includes(place)));
  return [...byName, ...lacking.map((id) => `${file}: ${id} has {${placesOf(id)}}, and is given {${given}}`)];
}

function isSay(node: AnyNode): node is CallExpression {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'say';
}

/** The sentences that an argument names outright; null where it is looked up. */
function idsIn(node: AnyNode | undefined): string[] | null {
  if (node?.type === 'Literal') return idIn(node);
  if (node?.type !== 'ConditionalExpression') return null;
  const [one, other] = [idsIn(node.consequent), idsIn(node.alternate)];
  return one === null || other === null ? null : [...one, ...other];
}

function placesIn({ arguments: [, given] }: CallExpression): string[] {
  if (given === undefined) return [];
  assert.equal(given.type, 'ObjectExpression', 'places are given where a sentence is said');
  return given.properties.map((one) => {
    assert.ok(one.type === 'Property' && one.key.type === 'Identifier');
    return one.key.name;
  });
}

function placesOf(id: string): string[] {
  return [...new Set([...(sentences.get(id) ?? '').matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place))];
}

describe('the sentences in rules/words/', () => {
  it('a sentence has its places filled', () => {
    assert.equal(say('step-answered', { step: 'tools/list', status: 500 }), 'tools/list was answered 500');
  });

  const isWellFormed = createAjv().compile(
    JSON.parse(readFileSync(join(packageRoot, 'rules', 'schema', 'words.schema.json'), 'utf8')),
  );
  for (const room of rooms) {
    it(`${room.name} is as its schema says`, () => {
      assert.ok(isWellFormed(room.sentences), JSON.stringify(isWellFormed.errors));
    });

    it(`each sentence of ${room.name} is said somewhere`, () => {
      const unsaid = Object.keys(room.sentences).filter((id) => !written.has(id));
      assert.deepEqual(unsaid, []);
    });
  }

  it('no two files have a sentence of the same name', () => {
    assert.equal(
      sentences.size,
      rooms.reduce((sum, room) => sum + Object.keys(room.sentences).length, 0),
    );
  });

  it('whoever says a sentence fills all of its places, and no others', () => {
    assert.deepEqual(programs.flatMap(misfilled), []);
  });

  it('a place that is not filled is found out, and one that is not there', () => {
    const wrong = (text: string) => misfilled({ file: 'it', tree: parsed(text) }).length;
    assert.equal(wrong("say('step-unanswered', { step }); say('limited');"), 0);
    assert.equal(wrong("say('step-unanswered'); say('limited', { step });"), 2);
    assert.equal(wrong("say(one ? 'step-unanswered' : 'limited', { step });"), 1);
    assert.equal(wrong("const TABLE = { a: 'step-unanswered' }; say(TABLE[x], { step });"), 0);
    assert.equal(wrong("const TABLE = { a: 'step-unanswered' }; say(TABLE[x], { status });"), 1);
  });
});
