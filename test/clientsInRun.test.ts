import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { builtinRules, recordingChecker } from '../src/judge/builtin.js';
import type { Asked, ClientProfile, Recording, TargetReport } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { budgets } from '../src/plan/budget.js';
import { opensTwoStreams, replayBudget } from '../src/plan/replay.js';
import { replayClients } from '../src/record/replay.js';
import { readRecordedRun } from '../src/record/stored.js';
import { reportOn } from '../src/run/judging.js';
import { type ProbeSettings, probeUrl, targetWith } from './probing.js';
import { personaOf, profiles } from './replaying.js';

const rules = await builtinRules();
const calm = profiles.filter((profile) => !opensTwoStreams(profile));
const TOKEN = 'canary-3f9c1d7e5b2a4c68';

async function probed(
  server: object,
  asked: Partial<Asked>,
  settings: Partial<ProbeSettings>,
): Promise<{ recording: Recording; running: RunningServer }> {
  const running = await startServer(personaOf(server));
  try {
    const recording = await probeUrl(running.url, { timeoutMs: 5000, ...asked }, settings);
    return { recording, running };
  } finally {
    await running.close();
  }
}

function reportFrom(recording: Recording, known: readonly ClientProfile[] = profiles): TargetReport {
  const knowledge = { profiles: [...known], formats: [] };
  const asked = { ruleset: 'recommended', failOn: 'error' } as const;
  const [target] = reportOn([recording], rules, asked, null, knowledge).targets;
  assert.ok(target !== undefined);
  return target;
}

describe('clients in a run', { concurrency: 4 }, () => {
  test('they are replayed after the matrix, and the report names each', async () => {
    const { recording } = await probed({}, {}, { profiles: calm });
    const report = reportFrom(recording);
    assert.equal(report.clients?.length, calm.length);
    assert.ok(report.clients.every(({ connects }) => connects === true));
    const last = Math.max(...recording.flows.flatMap(({ exchanges }) => exchanges.map(({ seq }) => seq)));
    const replayed = recording.replays.flatMap(({ flow }) => flow.exchanges.map(({ seq }) => seq));
    assert.ok(Math.min(...replayed) > last);
    assert.equal(new Set(replayed).size, replayed.length);
  });

  test('where none was asked for the report has no clients', async () => {
    const { recording } = await probed({}, { depth: 'quick' }, {});
    assert.equal(reportFrom(recording).clients, null);
  });

  test('for clients alone, nothing of the matrix is sent but the control, and the report is judged', async () => {
    for (const server of [{}, { stateful: false }, { eras: ['modern'] }, { eras: ['legacy', 'modern'] }]) {
      const { recording } = await probed(server, { depth: 'control' }, { profiles: calm });
      assert.ok(recording.plan.every(({ kind }) => kind !== 'cell'));
      assert.ok(recording.plan.length <= 8, recording.plan.map(({ id }) => id).join());
      const report = reportFrom(recording);
      assert.equal(report.notJudged, null, JSON.stringify(report.notJudged));
      assert.ok(report.clients?.some(({ connects }) => connects === true));
    }
  });

  test('a stored recording gives the same report', async () => {
    const { recording } = await probed({ get: 'stream' }, {}, { profiles: calm });
    const [stored] = readRecordedRun(
      JSON.stringify(recording),
      'x.json',
      await recordingChecker(),
    ).recordings;
    assert.ok(stored);
    assert.deepEqual(reportFrom(stored), reportFrom(recording));
  });

  test('every request is counted, and no more are sent than was announced', async () => {
    for (const depth of ['control', 'quick', 'default', 'thorough'] as const) {
      const { recording, running } = await probed({}, { depth }, { profiles, concurrency: 1 });
      assert.equal(reportFrom(recording).requests, running.received.length);
      const most = Math.max(
        ...budgets({ era: 'auto', depth, burst: 0, credentials: false }).map(({ max }) => max),
      );
      const allowed = depth === 'thorough' ? profiles : calm;
      // As in a run without clients: one more for the era that is not served.
      assert.ok(running.received.length <= most + replayBudget(allowed) + 1, depth);
    }
  });

  test('a stateless server gets clients side by side, and each comes to the same', async () => {
    const server = { stateful: false, get: 'stream', delayMs: 5 };
    const alone = await probed(server, { depth: 'control' }, { profiles: calm, concurrency: 1 });
    const beside = await probed(server, { depth: 'control' }, { profiles: calm, concurrency: 4 });
    const overlapped = ({ recording }: typeof alone): boolean =>
      recording.replays.some(({ flow }) => flow.exchanges.some((exchange) => exchange.overlapped));
    assert.equal(overlapped(alone), false);
    assert.equal(overlapped(beside), true);
    assert.deepEqual(reportFrom(beside.recording).clients, reportFrom(alone.recording).clients);
  });

  test('a server that allows one session in all is not bothered', async () => {
    const { recording } = await probed({ session: { oneInAll: true } }, {}, { profiles: calm });
    assert.ok(recording.replays.every(({ notSent }) => /one session in all/.test(notSent ?? '')));
    assert.ok(reportFrom(recording).clients?.every(({ connects }) => connects === null));
  });

  test('Ctrl-C ends the replays, their sessions too, and the run counts as interrupted', async () => {
    const abort = new AbortController();
    let steps = 0;
    const onStep: ProbeSettings['onStep'] = ({ kind }) => {
      if (kind === 'replay') steps += 1;
      if (steps === 7) abort.abort();
    };
    const settings = { profiles: calm, signal: abort.signal, onStep };
    const { recording, running } = await probed({}, { depth: 'control' }, settings);
    assert.equal(reportFrom(recording).notJudged?.reason, 'interrupted');
    assert.ok(recording.replays.some(({ notSent }) => notSent === 'interrupted'));
    const sessions = running.received.map(
      ({ headers }) => headers.find(([name]) => /session/i.test(name))?.[1],
    );
    const ended = running.received.filter(({ method }) => method === 'DELETE').length;
    assert.equal(ended, new Set(sessions.filter((id) => id !== undefined)).size);
  });
});

describe('what is kept of a replay', () => {
  test('holds no secret and no session ID, and shows where both were sent', async () => {
    const { recording, running } = await probed(
      { auth: { token: TOKEN } },
      {},
      { profiles: calm, token: TOKEN },
    );
    const text = JSON.stringify(recording);
    assert.ok(running.received.some(({ headers }) => headers.some(([, value]) => value.includes(TOKEN))));
    assert.ok(!text.includes(TOKEN));
    const sessions = running.received.flatMap(({ headers }) =>
      headers.filter(([name]) => name.toLowerCase() === 'mcp-session-id').map(([, value]) => value),
    );
    assert.ok(sessions.length > 0);
    for (const id of sessions) assert.ok(!text.includes(id) || id === 'mcp-accept-no-such-session');
    const kept = JSON.stringify(recording.replays);
    assert.match(kept, /"Authorization","Bearer \[redacted\]"/);
    assert.match(kept, /\[session s\d+\]/);
    const others = (reportFrom(recording).clients ?? []).filter(({ connects }) => connects !== true);
    // It takes no headers from its user, so the token never goes out.
    assert.ok(others.some(({ client }) => client === 'wong2-mcp-cli'));
    assert.ok(others.every(({ because }) => because === others[0]?.because));
  });

  test('a configured secret that is no credential by its name is masked in plan and exchange', async () => {
    const running = await startServer(personaOf({}));
    const sender = createSender(1);
    const target = { ...targetWith(running.url, null), secrets: [TOKEN] };
    const configured = [['X-Tenant', `tenant ${TOKEN}`] as const];
    const signal = new AbortController().signal;
    const options = { timeoutMs: 1000, signal, thorough: true };
    const replays = await replayClients({ ...target, configured }, sender.send, profiles, options);
    await sender.close();
    await running.close();
    assert.ok(!JSON.stringify(replays).includes(TOKEN));
    const plans = JSON.stringify(replays.map(({ plan }) => plan));
    assert.match(plans, /"X-Tenant","tenant \[redacted\]"/);
  });
});
