import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { Asked, Recording, TargetReport } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { LIMITED, PACED } from '../src/record/stops.js';
import { reportOn } from '../src/run/judging.js';
import { probePersona } from './probing.js';

const rules = await builtinRules();

interface Probed {
  recording: Recording;
  target: TargetReport;
  ids: string[];
}

/** Probes a persona, and judges what came back. */
async function probed(name: string, asked: Partial<Asked> = {}): Promise<Probed> {
  const { recording } = await probePersona(name, asked);
  const [target] = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' }).targets;
  assert.ok(target);
  return { recording, target, ids: [...new Set(target.findings.map(({ rule }) => rule))] };
}

describe('fragile servers come through the default plan alive', { concurrency: 4 }, () => {
  for (const name of [
    'refusal-ends-session',
    'one-session-in-all',
    'second-client-hangs-first',
    'second-get-kills',
    'options-kills',
    'malformed-kills',
    'delete-upsets-next-post',
    'hangs-on-unknown-methods',
    'other-verbs-hang',
    'ended-session-hangs',
  ]) {
    it(`${name}: the control at the end still works`, async () => {
      const { recording, ids } = await probed(name);
      assert.equal(observe(recording).run.survived, true);
      assert.ok(!ids.includes('server-did-not-survive'));
    });
  }
});

describe('where a plain refusal is deadly', { concurrency: 4 }, () => {
  it('a session that a 406 destroyed is found, and the cells after it are judged all the same', async () => {
    const { target, ids } = await probed('refusal-ends-session');
    assert.ok(ids.includes('session-ended-by-refusal'));
    assert.ok(
      target.cells.filter(({ cell }) => cell === 'both').every(({ outcome }) => outcome === 'passed'),
    );
  });

  it('a refused hello that disables the server is the finding, with its suspects, and no cell is failed', async () => {
    const { target } = await probed('refused-hello-disables');
    const finding = target.findings.find(({ rule }) => rule === 'server-did-not-survive');
    assert.ok(finding, 'the finding is there');
    assert.match(finding.message, /legacy\/missing initialize \(406\)/);
    assert.ok(finding.evidence.length > 0);
    const varied = target.cells.filter(
      ({ cell }) => cell !== 'both' && cell !== 'no-auth' && cell !== 'rate-limited',
    );
    assert.deepEqual([...new Set(varied.map(({ outcome }) => outcome))], ['inconclusive']);
  });

  it('a DELETE that upsets the next POST is named and fails no cell', async () => {
    const { target, ids } = await probed('delete-upsets-next-post');
    assert.ok(ids.includes('delete-upsets-next-post'));
    assert.deepEqual(
      target.cells.filter(({ outcome }) => outcome === 'failed'),
      [],
    );
  });

  it('a server with one session in all is judged by its lists; that the session could not be freed is known', async () => {
    const { recording, target } = await probed('one-session-in-all');
    const sent = recording.flows.flatMap((flow) => flow.exchanges.map(({ request }) => request.method));
    assert.ok(sent.indexOf('DELETE') === sent.length - 2, 'ended last of all, and one hello after that');
    assert.equal(observe(recording).run.occupied, true);
    const lists = target.cells.filter(({ cell, message }) => cell === 'missing' && message === 'tools/list');
    assert.deepEqual(
      lists.map(({ outcome }) => outcome),
      ['passed'],
    );
    const hello = target.cells.find(({ cell, message }) => cell === 'missing' && message === 'hello');
    assert.deepEqual([hello?.outcome, hello?.because], ['skipped', 'the server allows one session in all']);
  });

  it('--thorough finds the OPTIONS that kills, and sends it last', async () => {
    const { recording, ids } = await probed('options-kills', { depth: 'thorough' });
    assert.ok(ids.includes('server-did-not-survive'));
    const flows = recording.flows
      .map(({ id }) => id)
      .filter((id) => !id.includes('control-again') && !id.includes('still-alive'));
    assert.equal(flows.at(-1), 'legacy/cors-preflight');
  });
});

describe('what gets in the way of judging is inconclusive, never failed', { concurrency: 4 }, () => {
  it('an old HTTP+SSE server is recognised: no findings, exit 3', async () => {
    const { target } = await probed('legacy-sse');
    assert.equal(target.notJudged?.reason, 'legacy-sse');
    assert.deepEqual(target.findings, []);
    assert.ok(target.cells.every(({ outcome }) => outcome === 'inconclusive' || outcome === 'skipped'));
  });

  it('a limit that is announced is kept below: nothing is answered 429, and everything is sent', async () => {
    const { recording, target } = await probed('low-limit');
    const statuses = target.cells.map(({ response }) => response.status);
    assert.ok(!statuses.includes(429));
    assert.deepEqual(
      recording.notSent.filter(({ reason }) => reason === LIMITED || reason === PACED),
      [],
    );
  });

  it('a 429 in the middle stops the run and fails nothing after it; the cell says when it came', async () => {
    const { recording, target } = await probed('limit-unannounced');
    assert.ok(recording.notSent.some(({ reason }) => reason === LIMITED));
    const limited = target.cells.filter(({ response }) => response.status === 429);
    assert.ok(limited.length > 0);
    assert.deepEqual(
      limited.filter(({ cell, outcome }) => cell !== 'rate-limited' && outcome !== 'inconclusive'),
      [],
    );
    const reached = target.cells.find(({ cell }) => cell === 'rate-limited');
    assert.match(reached?.because ?? '', /^429 received after 15 requests/);
  });

  it('silence after the end of a session is a finding: it is worse than the 400 of other servers', async () => {
    const { target } = await probed('ended-session-hangs');
    const probe = target.probes.find(
      ({ probe: name, message }) => name === 'ended-session' && message === 'tools/list',
    );
    assert.equal(probe?.outcome, 'failed');
  });
});
