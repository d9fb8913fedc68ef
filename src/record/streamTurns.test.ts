import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange } from '../model.js';
import { answeredWith } from './answered.fixture.js';
import { StreamTurns } from './streamTurns.js';

/** GETs of three clients at once: each is open until it is told its status. */
function threeGets() {
  const turns = new StreamTurns();
  const open: ((status: number) => void)[] = [];
  const get = (): Promise<Exchange> =>
    new Promise((resolve) => open.push((status) => resolve(answeredWith({ method: 'GET', status }))));
  const all = [turns.get(get), turns.get(get), turns.get(get)];
  return { turns, open, all };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the GETs of several clients', () => {
  it('are one after the other as long as a stream may open', async () => {
    const { open, all } = threeGets();
    for (const [at, status] of [200, 400, 404].entries()) {
      await settled();
      assert.equal(open.length, at + 1);
      open[at]?.(status);
    }
    await Promise.all(all);
  });

  it('wait for nobody once one was answered 405: there is no stream to open', async () => {
    const { turns, open, all } = threeGets();
    await settled();
    open[0]?.(405);
    await settled();
    assert.equal(open.length, 3);
    const old = turns.alone(() => Promise.resolve('sent'));
    assert.equal(await old, 'sent');
    open[1]?.(405);
    open[2]?.(405);
    await Promise.all(all);
  });
});
