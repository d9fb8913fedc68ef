import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { InvalidPersona, listPersonas, loadPersona, UnknownPersona } from './personas.js';
import { bearer, bothTypes, hello, modern, post } from './raw-client.js';
import { readPersona } from './read-persona.js';
import { startServer } from './server.js';

const folder = resolve('fixtures/servers'); // tests run from the root of the checkout
const sound = { title: 't', why: 'w', expect: { exit: 0 } };

test('every persona file is sound and its title is its own', async () => {
  const all = await listPersonas(folder);
  assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
  for (const { name, expect } of all) {
    assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok([0, 1, 3].includes(expect.exit), name);
  }
});

test('every persona gives a correct client a correct hello, but for those that are no Streamable HTTP, or fail at first', async (t) => {
  for (const { name } of await listPersonas(folder)) {
    const persona = await loadPersona(folder, name);
    const server = await startServer(persona);
    t.after(() => server.close());
    const first = persona.eras.includes('legacy') ? 'initialize' : 'server/discover';
    const got = await (first === 'initialize'
      ? post(server, hello, bothTypes, bearer)
      : modern(server, first, { headers: { [bearer[0]]: bearer[1] } }));
    const answered = got.status === 200 && got.body.includes('"result"');
    const { fixedAnswer, transport, failing, answers } = persona;
    const own = answers[first];
    const refused = own !== undefined && !own.body.includes('"result"');
    const otherwise = fixedAnswer !== null || failing?.first != null || refused;
    assert.equal(answered, !otherwise && transport !== 'http+sse', name);
  }
});

test('an unknown name is refused with the near ones', async () => {
  await assert.rejects(loadPersona(folder, 'stric'), (error) => {
    assert.ok(error instanceof UnknownPersona);
    assert.equal(error.near[0], 'strict');
    assert.match(error.message, /no persona "stric"; did you mean strict/);
    return true;
  });
  await assert.rejects(loadPersona(folder, '../servers/strict'), UnknownPersona);
  await assert.rejects(loadPersona(folder, 'qqqqqqqq'), { near: [] });
});

test('a mistake in a file is named with its place and what is allowed', () => {
  const cases: [Record<string, unknown>, RegExp][] = [
    [{ acept: 'strict' }, /^acept: unknown field; known are title, why, /],
    [{ auth: { tokn: 'x' } }, /^auth\.tokn: unknown field/],
    [{ accept: 'strickt' }, /^accept: expected one of strict, .*, found "strickt"/],
    [{ accept: { modern: 'x' } }, /^accept\.modern: expected one of/],
    [{ accept: { cells: { both: 'explode' } } }, /^accept\.cells\.both: expected one of reset/],
    [{ rateLimit: {} }, /^rateLimit\.limit: expected a value, found nothing/],
    [{ eras: [] }, /^eras: expected a list of 1 or more/],
    [{ delayMs: -1 }, /^delayMs: expected an integer from 0/],
  ];
  for (const [fields, message] of cases) {
    assert.throws(
      () => readPersona('x', { ...sound, ...fields }),
      (error) => {
        assert.ok(error instanceof InvalidPersona);
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

test('an Accept policy may be one word, one record, or one of each per era', () => {
  const word = readPersona('x', { ...sound, accept: 'strict' }).accept;
  const perEra = readPersona('x', {
    ...sound,
    accept: { legacy: 'strict', modern: { policy: 'lenient' } },
  }).accept;
  assert.deepEqual([word.legacy.policy, word.modern.policy], ['strict', 'strict']);
  assert.deepEqual([perEra.legacy.policy, perEra.modern.policy], ['strict', 'lenient']);
});
