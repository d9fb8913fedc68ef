import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Order, orderOf } from './order.js';
import { random } from './random.fixture.js';

/** A server's tries: fails decides of the nth, counted from 1. */
const tries = (n: number, fails: (nth: number, chance: () => number) => boolean, seed: number): boolean[] => {
  const chance = random(seed);
  return Array.from({ length: n }, (_, at) => fails(at + 1, chance));
};

interface Server {
  name: string;
  tries: number;
  fails(nth: number, chance: () => number, shift: number): boolean;
  kind: Order['kind'];
}

/** Where so many tries suffice to tell; `shift` is how far it had counted when the first came. */
const SERVERS: Server[] = [
  { name: 'every tenth', tries: 50, fails: (nth, _, shift) => (nth + shift) % 10 === 0, kind: 'every' },
  { name: 'every third', tries: 20, fails: (nth, _, shift) => (nth + shift) % 3 === 0, kind: 'every' },
  { name: 'after the third', tries: 20, fails: (nth) => nth > 3, kind: 'from' },
  { name: 'after some', tries: 60, fails: (nth, _, shift) => nth > 5 + shift, kind: 'from' },
  { name: 'at first only', tries: 50, fails: (nth) => nth <= 2, kind: 'until' },
  { name: 'at first, a while', tries: 30, fails: (nth, _, shift) => nth <= 3 + (shift % 5), kind: 'until' },
  { name: 'one in five, as it comes', tries: 60, fails: (_, chance) => chance() < 0.2, kind: 'scatter' },
  { name: 'half, as it comes', tries: 60, fails: (_, chance) => chance() < 0.5, kind: 'scatter' },
];

for (const server of SERVERS) {
  test(`a server that fails ${server.name} is told by its order in 95 of 100 trials, and by a wrong one in none`, () => {
    let right = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const order = orderOf(tries(server.tries, (nth, chance) => server.fails(nth, chance, seed % 10), seed));
      if (order.proved && order.kind === server.kind) right += 1;
      else assert.ok(!order.proved, `seed ${seed}: ${JSON.stringify(order)}`);
    }
    assert.ok(right >= 95, `right in ${right}`);
  });
}

test('failures that come as they come are named an order in less than one of a thousand trials', () => {
  let wrong = 0;
  for (let seed = 1; seed <= 4000; seed += 1) {
    const rate = (seed % 9) / 10 + 0.05;
    const length = 10 + (seed % 5) * 10;
    const { kind, proved } = orderOf(tries(length, (_, chance) => chance() < rate, seed));
    if (proved && ['from', 'until', 'every'].includes(kind)) wrong += 1;
  }
  assert.ok(wrong <= 4, `${wrong} of 4000`);
});

test('a healthy server is never called flaky, and one that never works has no order', () => {
  for (const n of [1, 10, 30, 1000]) {
    assert.equal(orderOf(Array(n).fill(false)).kind, 'none');
    assert.equal(orderOf(Array(n).fill(true)).kind, 'always');
  }
});

test('with too few tries an order is a suspicion, and so many would tell', () => {
  const ten = orderOf(tries(10, (nth) => nth > 3, 1));
  assert.deepEqual([ten.kind, ten.nth, ten.proved, ten.needed], ['from', 4, false, 20]);
  const thirty = orderOf(tries(30, (nth) => nth % 10 === 0, 1));
  assert.deepEqual([thirty.kind, thirty.nth, thirty.proved, thirty.needed], ['every', 10, false, 40]);
  const { kind, proved, needed } = orderOf(tries(30, (nth) => nth === 1, 1));
  assert.deepEqual([kind, proved, needed], ['scatter', false, 150]);
});
