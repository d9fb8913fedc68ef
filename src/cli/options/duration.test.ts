import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgumentError } from 'commander';
import { duration } from './duration.js';

test('a time is read with its unit, or in the unit that the option names', () => {
  const read = duration(0, 3_600_000);
  assert.deepEqual(
    ['500', '500ms', '30s', '2m', '1.5s', '1h'].map(read),
    [500, 500, 30_000, 120_000, 1500, 3_600_000],
  );
  assert.equal(duration(0, 60_000, 's')('5'), 5000);
});

test('what is no time, or out of bounds, is refused with what would do', () => {
  for (const text of ['', '5 s', 's', '-1', '1d', '0x10', '1e3', 'NaN', '2h']) {
    assert.throws(() => duration(0, 3_600_000)(text), InvalidArgumentError, text);
  }
  assert.throws(() => duration(1, 600_000)('0'), /from 1ms to 10m: 500ms, 30s, 2m/);
});
