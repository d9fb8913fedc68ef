import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RepeatAsked } from '../../model.js';
import { summary } from './repeatReport.js';
import type { Tried, TriedRequest } from './tried.js';

const ASKED: RepeatAsked = { tries: 0, idleMs: 0, reuseSession: false, parallel: 1, failUnder: null };

/** Three requests on one connection; the failing one by its index, null where all went well. */
function tried(
  nth: number,
  failsAt: number | null,
  changes: Partial<TriedRequest> = {},
  cause = 'it was cut',
): Tried {
  const steps = ['initialize', 'notifications/initialized', 'tools/list'].slice(0, (failsAt ?? 2) + 1);
  const requests = steps.map(
    (step, at): TriedRequest => ({
      id: `x${nth}${at}`,
      seq: nth * 10 + at,
      step,
      failed: at === failsAt,
      address: '127.0.0.1',
      reused: at > 0,
      idleMs: at > 0 ? 0 : null,
      keptSession: false,
      afterGet: false,
      ...changes,
    }),
  );
  return { nth, connects: failsAt === null, cause: failsAt === null ? null : cause, requests, ms: 10 + nth };
}

const many = (n: number, each: (nth: number) => Tried): Tried[] =>
  Array.from({ length: n }, (_, at) => each(at + 1));
const told = (tries: Tried[], asked: Partial<RepeatAsked> = {}) =>
  summary(
    tries,
    { asked: { ...ASKED, tries: tries.length, ...asked }, stopped: null },
    'the reference client',
  );

describe('what many handshakes have in common', () => {
  it('is their rate, where all connect', () => {
    const report = told(many(30, (nth) => tried(nth, null)));
    assert.equal(report.sentence, '30 of 30 tries connect (95 %: 89 to 100)');
    assert.deepEqual([report.because, report.order.kind, report.notes], [null, 'none', []]);
    assert.deepEqual(report.latencyMs, { p50: 25, p90: 37, p99: 40, max: 40 });
  });

  it('is the pause before it, where a kept-alive connection is cut', () => {
    const fails = new Set([4, 11, 29]);
    const cut = 'a kept-alive connection was cut';
    const report = told(many(30, (nth) => tried(nth, fails.has(nth) ? 2 : null, { idleMs: 5003 }, cut)));
    assert.equal(report.sentence, '27 of 30 tries connect (95 %: 74 to 97)');
    assert.match(
      report.because ?? '',
      /^all 3 failures: a kept-alive connection was cut, at tools\/list, after 5 s idle; /,
    );
  });

  it('is the address, where one of two is bad', () => {
    const report = told(
      many(20, (nth) =>
        tried(nth, nth % 2 === 0 ? 0 : null, { address: nth % 2 === 0 ? '::1' : '127.0.0.1' }),
      ),
    );
    assert.equal(report.groups[0]?.apart[0]?.words, 'only at ::1');
  });

  it('is the session, where only those that go on with one fail', () => {
    const report = told(
      many(20, (nth) => tried(nth, nth % 2 === 0 ? 0 : null, { keptSession: nth % 2 === 0 })),
    );
    assert.match(report.because ?? '', /only in a session that an earlier try had opened/);
  });

  it('is nothing that all tries have', () => {
    const report = told(many(30, (nth) => tried(nth, nth % 7 === 3 ? 0 : null)));
    assert.deepEqual(report.groups[0]?.shared, ['at initialize']);
    assert.deepEqual(report.groups[0]?.apart, []);
  });

  it('counts requests where the server does', () => {
    let sent = 0;
    const report = told(
      many(30, (nth) => {
        const failing = [1, 2, 3].map((at) => (sent + at) % 10 === 0).indexOf(true);
        sent += failing < 0 ? 3 : failing + 1;
        return tried(nth, failing < 0 ? null : failing);
      }),
    );
    assert.equal(report.order.sentence, 'every 10th request failed');
  });

  it('is in no order where tries overlap', () => {
    const report = told(
      many(30, (nth) => tried(nth, nth > 3 ? 0 : null)),
      { parallel: 4 },
    );
    assert.deepEqual([report.order.kind, report.order.proved], ['scatter', false]);
    assert.match(report.notes.join(), /4 at once: the same without --parallel/);
  });

  it('leaves out what tells nothing', () => {
    const report = told(many(10, (nth) => ({ ...tried(nth, null), connects: nth > 8 ? null : true })));
    assert.deepEqual([report.connected, report.failed, report.unclear, report.rate], [8, 0, 2, 1]);
    assert.equal(report.sequence, '++++++++??');
  });

  it('tells a cold start by its time', () => {
    const report = told(many(10, (nth) => ({ ...tried(nth, null), ms: nth === 1 ? 3000 : 20 })));
    assert.match(report.notes.join(), /the first took 3000 ms, most others 20 ms: a cold start/);
  });
});
