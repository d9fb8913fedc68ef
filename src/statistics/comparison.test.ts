import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparison } from './comparison.js';

test('27 of 30 after 11 of 15 is no evidence, and so many tries would tell', () => {
  const { change, chance, needed, sentence } = comparison({ good: 11, of: 15 }, { good: 27, of: 30 });
  assert.deepEqual([change, needed], ['untold', 95]);
  assert.ok(chance > 0.1 && chance < 0.3);
  assert.equal(
    sentence,
    '27 of 30, before 11 of 15: no evidence that the change helped; about 95 tries each would tell',
  );
});

test('what chance would not do is told, in either direction', () => {
  const better = comparison({ good: 11, of: 30 }, { good: 22, of: 30 });
  assert.equal(better.change, 'better');
  assert.match(better.sentence, /^22 of 30, before 11 of 30: the change helped \(by chance 1 time in \d+\)$/);
  assert.equal(comparison({ good: 29, of: 30 }, { good: 11, of: 30 }).change, 'worse');
  assert.match(comparison({ good: 0, of: 900 }, { good: 900, of: 900 }).sentence, /hardly ever/);
});

test('the same share twice is no difference, and a lower one is no evidence of harm', () => {
  assert.equal(
    comparison({ good: 9, of: 10 }, { good: 18, of: 20 }).sentence,
    '18 of 20, before 9 of 10: no difference',
  );
  assert.match(
    comparison({ good: 10, of: 10 }, { good: 9, of: 10 }).sentence,
    /no evidence that the change did harm/,
  );
});

test('with as many tries as it names, such a difference is told in four of five seeded trials', () => {
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const draw = (share: number) => ({
    good: Array.from({ length: 95 }, random).filter((x) => x < share).length,
    of: 95,
  });
  let told = 0;
  for (let trial = 0; trial < 400; trial += 1) {
    if (comparison(draw(11 / 15), draw(27 / 30)).change === 'better') told += 1;
  }
  assert.ok(told > 0.75 * 400 && told < 0.92 * 400, `${told} of 400`);
});
