import assert from 'node:assert/strict';
import { plainMcp } from './answers.js';
import { runApart } from './apart.js';
import type { Ran, RanAlone } from './run.js';
import { listen } from './server.js';

/** For the tests: short, so that a server that hangs does not hold up the suite. */
export const TIMEOUT_MS = 300;
/** A process starts, loads the rules and prints; on a busy machine that takes its time. A hang takes for ever. */
const START_UP_MS = 60_000;
const MOST_ABOVE_IDLE_MIB = 80;

let idle: Promise<number> | null = null;

/** The peak of a run in which nothing goes wrong: a default probe of a plain healthy server. */
function idlePeakMiB(): Promise<number> {
  idle ??= (async () => {
    const server = await listen(plainMcp);
    try {
      const { code, peakMiB } = await runApart(['probe', server.url, '--format', 'json']);
      assert.equal(code, 0);
      return peakMiB;
    } finally {
      await server.close();
    }
  })();
  return idle;
}

/** What holds however bad the input: no stack trace, and it takes no longer than its requests may. */
export function assertOrderly(ran: Ran, requests = 0): void {
  assertCalm(ran);
  const most = (requests + 2) * TIMEOUT_MS + START_UP_MS;
  assert.ok(ran.ms <= most, `${Math.round(ran.ms)} ms for ${requests} requests, at most ${most}`);
}

/** The same of what ran apart, with its memory within bounds too. */
export async function assertBounded(ran: RanAlone, requests = 0): Promise<void> {
  assertOrderly(ran, requests);
  const above = ran.peakMiB - (await idlePeakMiB());
  assert.ok(above <= MOST_ABOVE_IDLE_MIB, `${above.toFixed(1)} MiB above idle`);
}

/** No stack trace, no warning of Node, nothing unhandled. */
export function assertCalm({ stdout, stderr }: Ran): void {
  for (const text of [stdout, stderr]) {
    assert.doesNotMatch(
      text,
      /\n\s+at .*:\d+:\d+|node:internal|\(node:\d+\)|UnhandledPromise|triggerUncaught/,
    );
  }
}
