import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Persona } from '../src/demo/persona.js';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { builtinRules } from '../src/judge/builtin.js';
import type { TargetReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { reportOn } from '../src/run/judging.js';
import { contradictions } from './contradictions.js';
import { PATIENCE_MS } from './patience.js';
import { probeUrl } from './probing.js';

const rules = await builtinRules();
/** Each request of the first flows, and some of all that come later. */
const NTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 16, 20, 25, 31, 38, 46];
/** What may be said of it. */
const OF_THE_FAILURE = ['first-hello-failed', 'request-failed-once'];

describe('a server that sends one request away with 502, and serves all others', { concurrency: 6 }, () => {
  let healthy: Persona;
  let usual: string[];
  before(async () => {
    const strict = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'strict');
    healthy = { ...strict, stateful: true, auth: null, rateLimit: null };
    usual = said(await probed(healthy));
  });

  for (const nth of NTH) {
    it(`is not misjudged when that is request ${nth}`, async () => {
      const answer = { status: 502, contentType: 'text/html', headers: {}, body: '<h1>Bad Gateway</h1>' };
      const failing = { counts: 'requests', every: null, after: null, first: null, nth, answer } as const;
      const target = await probed({ ...healthy, failing });
      assert.equal(target.diagnosis?.class, 'health', target.diagnosis?.title);
      assert.deepEqual(
        said(target).filter((rule) => !OF_THE_FAILURE.includes(rule)),
        usual,
      );
    });
  }

  it('is told where a client would not have connected', async () => {
    const answer = { status: 502, contentType: null, headers: {}, body: '' };
    for (const nth of [2, 3]) {
      const failing = { counts: 'requests', every: null, after: null, first: null, nth, answer } as const;
      assert.ok(said(await probed({ ...healthy, failing })).includes('request-failed-once'));
    }
  });
});

async function probed(persona: Persona): Promise<TargetReport> {
  const server = await startServer(persona);
  try {
    const recording = await probeUrl(server.url, { timeoutMs: PATIENCE_MS });
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
