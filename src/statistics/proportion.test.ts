import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentile } from './percentile.js';
import { fisher, neededEach, wilson } from './proportion.js';

const rounded = (values: readonly number[]): number[] =>
  values.map((value) => Math.round(value * 1000) / 1000);

test("Wilson's interval is that of the textbooks, also where all or none succeed", () => {
  assert.deepEqual(rounded(wilson({ good: 27, of: 30 })), [0.744, 0.965]);
  assert.deepEqual(rounded(wilson({ good: 30, of: 30 })), [0.886, 1]);
  assert.deepEqual(rounded(wilson({ good: 0, of: 10 })), [0, 0.278]);
  assert.deepEqual(wilson({ good: 0, of: 0 }), [0, 1]);
});

test("Fisher's exact test gives the values of the tea tasting and of published tables", () => {
  assert.equal(fisher({ good: 3, of: 4 }, { good: 1, of: 4 }).toFixed(4), '0.4857');
  assert.equal(fisher({ good: 1, of: 10 }, { good: 11, of: 14 }).toFixed(6), '0.002759');
  assert.equal(fisher({ good: 5, of: 5 }, { good: 7, of: 7 }), 1);
});

test('it is symmetric, and of equal shares it finds nothing', () => {
  for (let good = 0; good <= 12; good += 1) {
    const [a, b] = [
      { good, of: 12 },
      { good: 5, of: 20 },
    ];
    assert.ok(Math.abs(fisher(a, b) - fisher(b, a)) < 1e-12);
  }
  assert.ok(fisher({ good: 10, of: 20 }, { good: 10, of: 20 }) > 1 - 1e-9);
});

test('27 of 30 and 11 of 15 are told apart with about 95 tries each', () => {
  assert.equal(neededEach({ good: 27, of: 30 }, { good: 11, of: 15 }), 95);
  assert.equal(neededEach({ good: 9, of: 10 }, { good: 18, of: 20 }), null);
});

test('a percentile is a value that was seen', () => {
  const values = [5, 1, 4, 2, 3];
  assert.deepEqual([percentile(values, 50), percentile(values, 90), percentile(values, 100)], [3, 5, 5]);
  assert.equal(percentile([], 50), null);
});
