import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { FailingSettings, Persona } from '../src/demo/persona.js';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { builtinRules } from '../src/judge/builtin.js';
import type { TargetReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { reportOn } from '../src/run/judging.js';
import { contradictions } from './contradictions.js';
import { PATIENCE_MS, waitedOut } from './patience.js';
import { probeUrl } from './probing.js';
import { itComesTo } from './replaying.js';

const rules = await builtinRules();
const page = (status: number) => ({ status, contentType: 'text/html', headers: {}, body: '<h1>Error</h1>' });
/** How a request fails, and which: each of the first flows, and for a gateway some of all that come later. */
const FAILURES: [what: string, answer: FailingSettings['answer'], nth: number[]][] = [
  ['with 502', page(502), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 16, 20, 25, 31, 38, 46]],
  ['with 500', page(500), [1, 2, 3, 4, 5, 6, 7]],
  ['by a reset', 'reset', [1, 2, 3, 4, 5, 6, 7]],
  ['in silence', 'hang', [2, 6]],
];
/** What may be said of it. */
const OF_THE_FAILURE = ['first-hello-failed', 'request-failed-once', 'kept-alive-connection-cut'];
/** What all clients send in their first two connects, each a reason for one of them not to connect. */
const TOLD = [1, 2, 3, 4, 6, 7];

describe('a server that sends one request away, and serves all others', { concurrency: 6 }, () => {
  let healthy: Persona;
  let usual: string[];
  before(async () => {
    const strict = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'strict');
    healthy = { ...strict, stateful: true, auth: null, rateLimit: null };
    usual = said(await probed(healthy, PATIENCE_MS));
  });

  for (const [what, answer, all] of FAILURES) {
    for (const nth of all) {
      it(`is not misjudged, and is told of, when that is request ${nth}, ${what}`, async () => {
        const failing = { counts: 'requests', every: null, after: null, first: null, nth, answer } as const;
        const target = await probed(
          { ...healthy, failing },
          answer === 'hang' ? waitedOut(1500) : PATIENCE_MS,
        );
        assert.equal(target.diagnosis?.class, 'health', target.diagnosis?.title);
        const rest = said(target).filter((rule) => !OF_THE_FAILURE.includes(rule));
        assert.deepEqual(rest, usual);
        if (TOLD.includes(nth))
          assert.ok(said(target).length > usual.length, 'nothing is said of the failure');
      });
    }
  }
});

describe('a client of which one request is sent away by a gateway', () => {
  const failing = (nth: number) => ({
    failing: { counts: 'requests', nth, answer: { status: 502, body: '<h1>Bad Gateway</h1>' } },
  });
  const because = (asked: string): string =>
    `${asked} was answered 502 at first, and served when it was sent again; without its GET stream: GET was answered 405`;
  const client = 'gemini-cli';
  itComesTo({
    'connects: its hello': { client, server: failing(1), connects: true, because: because('initialize') },
    'connects: its notification': {
      client,
      server: failing(2),
      connects: true,
      because: because('notifications/initialized'),
    },
    'connects: a ping': { client, server: failing(4), connects: true, because: because('ping') },
  });
});

async function probed(persona: Persona, timeoutMs: number): Promise<TargetReport> {
  const server = await startServer(persona);
  try {
    const recording = await probeUrl(server.url, { timeoutMs });
    const report = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
    assert.deepEqual(contradictions(report), []);
    const [target] = report.targets;
    assert.ok(target);
    return target;
  } finally {
    await server.close();
  }
}

function said({ findings }: TargetReport): string[] {
  return findings.map(({ rule }) => rule).sort();
}
