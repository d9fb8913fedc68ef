import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureGroup, RepeatAsked, RepeatReport } from '../../model.js';
import { random } from '../../statistics/random.fixture.js';
import { summary } from './repeatReport.js';
import type { Tried, TriedRequest } from './tried.js';

/** What can be told apart, drawn for each try by chance alone. */
interface Drawn {
  address: string;
  keptSession: boolean;
  afterGet: boolean;
  /** Milliseconds before its last request. */
  idleMs: number;
}

interface Server {
  name: string;
  fails(drawn: Drawn, chance: () => number): boolean;
  /** The request that fails: the hello, or the list after the pause. */
  at: 0 | 2;
  what: FailureGroup['apart'][number]['what'] | null;
}

const TRIES = 40;
const ASKED: RepeatAsked = { tries: TRIES, idleMs: 0, reuseSession: false, parallel: 1, failUnder: null };
const STEPS = ['initialize', 'notifications/initialized', 'tools/list'];

const SERVERS: Server[] = [
  { name: 'by address', fails: ({ address }) => address === '::1', at: 0, what: 'address' },
  { name: 'by idle time', fails: ({ idleMs }) => idleMs >= 4000, at: 2, what: 'idle' },
  { name: 'by session', fails: ({ keptSession }) => keptSession, at: 0, what: 'session' },
  { name: 'after a GET', fails: ({ afterGet }) => afterGet, at: 0, what: 'get' },
  { name: 'as it comes', fails: (_, chance) => chance() < 0.3, at: 0, what: null },
];

function drawn(chance: () => number): Drawn {
  return {
    address: chance() < 0.4 ? '::1' : '127.0.0.1',
    keptSession: chance() < 0.4,
    afterGet: chance() < 0.4,
    idleMs: chance() < 0.4 ? 5000 : 20,
  };
}

function triedAs(nth: number, one: Drawn, failsAt: number | null): Tried {
  const requests = STEPS.slice(0, (failsAt ?? 2) + 1).map(
    (step, at): TriedRequest => ({
      id: `x${nth}${at}`,
      seq: nth * 10 + at,
      step,
      failed: at === failsAt,
      address: one.address,
      reused: at > 0,
      idleMs: at === 0 ? null : at === 2 ? one.idleMs : 0,
      keptSession: one.keptSession,
      afterGet: at === 0 && one.afterGet,
    }),
  );
  return { nth, connects: failsAt === null, cause: failsAt === null ? null : 'refused', requests, ms: 10 };
}

function trial(server: Server, seed: number): RepeatReport {
  const chance = random(seed);
  const tries = Array.from({ length: TRIES }, (_, at) => {
    const one = drawn(chance);
    return triedAs(at + 1, one, server.fails(one, chance) ? server.at : null);
  });
  return summary(tries, { asked: ASKED, stopped: null }, 'the reference client');
}

for (const server of SERVERS) {
  const told = server.what === null ? 'is told apart by nothing' : 'is told by what parts it from the rest';
  test(`a server that fails ${server.name} ${told} in 95 of 100 seeded trials, and by a wrong thing in none`, () => {
    let right = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const { groups, order } = trial(server, seed);
      const whats = groups.flatMap(({ apart }) => apart.map(({ what }) => what));
      assert.deepEqual(
        whats.filter((what) => what !== server.what),
        [],
        `seed ${seed}`,
      );
      assert.ok(
        !['every', 'from', 'until'].includes(order.kind) || !order.proved,
        `seed ${seed}: ${order.sentence}`,
      );
      if (whats.length === (server.what === null ? 0 : 1)) right += 1;
    }
    assert.ok(right >= 95, `right in ${right}`);
  });
}
