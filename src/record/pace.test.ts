import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange, HeaderLine } from '../model.js';
import { answeredWith } from './answered.fixture.js';
import { limitOf } from './limit.js';
import { Pace } from './pace.js';

const NOW = 1_800_000_000_000;

function answered(headers: HeaderLine[], seq = 1): Exchange {
  return answeredWith({ headers, seq });
}

const limitIn = (headers: HeaderLine[]) => {
  const { outcome } = answered(headers);
  return outcome.kind === 'answer' ? limitOf(outcome, NOW) : null;
};

describe('what a server says of its limit', () => {
  const said = { left: 3, inAll: 60, resetMs: 5000 };
  it('is read from each family of headers', () => {
    assert.deepEqual(
      limitIn([
        ['RateLimit-Limit', '60'],
        ['RateLimit-Remaining', '3'],
        ['RateLimit-Reset', '5'],
      ]),
      said,
    );
    assert.deepEqual(
      limitIn([
        ['X-RateLimit-Limit', '60'],
        ['X-RateLimit-Remaining', '3'],
        ['X-RateLimit-Reset', String(NOW / 1000 + 5)],
      ]),
      said,
    );
    assert.deepEqual(limitIn([['RateLimit', 'limit=60, remaining=3, reset=5']]), said);
    assert.deepEqual(
      limitIn([
        ['RateLimit-Policy', '"default";q=60;w=5'],
        ['RateLimit', '"default";r=3;t=5'],
      ]),
      said,
    );
  });

  it('is nothing where nothing is said of what is left', () => {
    assert.equal(limitIn([]), null);
    assert.equal(limitIn([['RateLimit-Limit', '60']]), null);
    assert.equal(limitIn([['RateLimit-Remaining', 'some']]), null);
  });
});

describe('the pace of a run', () => {
  const { signal } = new AbortController();
  const left = (remaining: number, reset: string | null, seq = 1): Exchange =>
    answered(
      [
        ['RateLimit-Remaining', String(remaining)],
        ...(reset === null ? [] : ([['RateLimit-Reset', reset]] as HeaderLine[])),
      ],
      seq,
    );

  it('goes on while there is room, counting what is under way', async () => {
    const pace = new Pace();
    assert.equal(await pace.roomFor(5, [], signal), null);
    assert.equal(await pace.roomFor(5, [left(10, '600')], signal), null);
    assert.match((await pace.roomFor(5, [left(10, '600')], signal)) ?? '', /limit would be reached/);
    pace.done(10);
    assert.equal(await pace.roomFor(5, [left(10, '600')], signal), null);
  });

  it('waits for a window that ends soon, and asks the same answer no more', async () => {
    const pace = new Pace();
    assert.equal(await pace.roomFor(5, [left(4, '0')], signal), null);
    pace.done(5);
    assert.equal(await pace.roomFor(5, [left(4, '0')], signal), null);
  });

  it('stops where the window ends later, or nobody says when, or is too small for a client', async () => {
    const small = answered([['RateLimit', 'limit=4, remaining=4, reset=0']]);
    for (const last of [left(4, '11'), left(4, null), small]) {
      assert.match((await new Pace().roomFor(5, [last], signal)) ?? '', /limit would be reached/);
    }
  });

  it('ends its wait when the run is stopped', async () => {
    const stopped = AbortSignal.abort();
    assert.equal(await new Pace().roomFor(5, [left(4, '9')], stopped), 'interrupted');
  });
});
