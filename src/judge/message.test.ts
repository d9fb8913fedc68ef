import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from './message.js';

test('a number of milliseconds is told as people tell it: a timeout of 3002.4 ms is 3 s', () => {
  const told = (ms: number) =>
    fill('after {{network.ms}}, {{it.totalMs}}', { network: { ms }, it: { totalMs: ms } });
  assert.equal(told(3002.4), 'after 3 s, 3 s');
  assert.equal(told(19.6), 'after 20 ms, 20 ms');
  assert.equal(told(4210), 'after 4.2 s, 4.2 s');
  assert.equal(told(31_400), 'after 31 s, 31 s');
});

test('what only ends like one is a number', () => {
  assert.equal(
    fill('{{it.problems}} {{it.status}}', { it: { problems: 3002.4, status: 1000 } }),
    '3002.4 1000',
  );
});
