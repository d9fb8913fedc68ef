import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { schedule } from './schedule.js';

async function* items(count: number, hostOf: (at: number) => string): AsyncGenerator<string> {
  for (let at = 0; at < count; at += 1) yield `${hostOf(at)}/${at}`;
}

const hostOf = (item: string): string => item.split('/')[0] ?? '';
const never = new AbortController().signal;

describe('schedule', () => {
  it('does every item once, each host one at a time, and no more at once than it may', async () => {
    const [running, done] = [new Set<string>(), new Set<string>()];
    let most = 0;
    await schedule(
      items(300, (at) => `h${at % 7}`),
      hostOf,
      { width: 4, paceMs: 0, signal: never },
      async (item) => {
        assert.ok(!running.has(hostOf(item)), 'two of one host');
        running.add(hostOf(item));
        most = Math.max(most, running.size);
        await new Promise(setImmediate);
        running.delete(hostOf(item));
        assert.ok(!done.has(item));
        done.add(item);
      },
    );
    assert.equal(done.size, 300);
    assert.equal(most, 4);
  });

  it('reads no further than it has room for', async () => {
    let read = 0;
    const abort = new AbortController();
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield `busy/${read++}`;
    }
    await schedule(endless(), hostOf, { width: 2, paceMs: 0, signal: abort.signal }, async () => {
      // The first ends when all that is read is read.
      for (let before = -1; before !== read; ) {
        before = read;
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
      }
      abort.abort();
    });
    assert.ok(read > 500 && read < 1100, `${read}`);
  });

  it('leaves a host alone for so long between two of it', async () => {
    const began: number[] = [];
    await schedule(
      items(3, () => 'h'),
      hostOf,
      { width: 4, paceMs: 20, signal: never },
      async () => {
        began.push(performance.now());
      },
    );
    const [first = 0, second = 0, third = 0] = began;
    assert.ok(second - first >= 19 && third - second >= 19, began.join());
  });

  it('begins nothing new once it is aborted, and waits for what is under way', async () => {
    const abort = new AbortController();
    let [begun, ended] = [0, 0];
    await schedule(
      items(50, (at) => `h${at}`),
      hostOf,
      { width: 3, paceMs: 0, signal: abort.signal },
      async () => {
        begun += 1;
        await new Promise(setImmediate);
        abort.abort();
        ended += 1;
      },
    );
    assert.ok(begun <= 3, `${begun}`);
    assert.equal(ended, begun);
  });

  it('passes on what reading and working throw', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'a/1';
      throw new Error('unreadable');
    }
    const pace = { width: 2, paceMs: 0, signal: never };
    await assert.rejects(
      schedule(broken(), hostOf, pace, async () => {}),
      /unreadable/,
    );
    const failing = schedule(
      items(9, (at) => `h${at}`),
      hostOf,
      pace,
      async () => {
        throw new Error('no');
      },
    );
    await assert.rejects(failing, /no/);
  });
});
