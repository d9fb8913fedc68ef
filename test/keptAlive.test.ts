import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { clientReports } from '../src/diagnose/clients.js';
import { judge } from '../src/judge/engine.js';
import { loadRules } from '../src/judge/load.js';
import type { Asked, Exchange, Recording } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { type ProbeSettings, probeUrl } from './probing.js';

const RULE = 'kept-alive-connection-cut';
const rules = await loadRules(join(packageRoot, 'rules'));
const profiles = await loadProfiles();

async function probed(
  answersPerConnection: number | null,
  asked: Partial<Asked> = {},
  settings: Partial<ProbeSettings> = {},
): Promise<{ recording: Recording; received: RunningServer['received'] }> {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'strict');
  const server = await startServer({ ...persona, answersPerConnection });
  try {
    const recording = await probeUrl(server.url, asked, { concurrency: 1, ...settings });
    return { recording, received: server.received };
  } finally {
    await server.close();
  }
}

function sentIn({ flows, replays }: Recording): Exchange[] {
  const all = [...flows, ...replays.map(({ flow }) => flow)].flatMap((flow) => flow.exchanges);
  return all.sort((a, b) => a.seq - b.seq);
}

const isCut = ({ connection, outcome }: Exchange): boolean =>
  outcome.kind === 'failure' && connection?.reused === true && connection.written;

/** Measured before: 22 requests reported, 39 received. */
describe('a server that cuts kept-alive connections', { concurrency: 4 }, () => {
  for (const answersPerConnection of [1, 2, 3]) {
    for (const concurrency of [1, 4]) {
      it(`after ${answersPerConnection} answers, ${concurrency} requests at once: all that it received is in the recording, in order`, async () => {
        const { recording, received } = await probed(answersPerConnection, {}, { concurrency });
        const sent = sentIn(recording);
        assert.equal(sent.length, received.length);
        assert.deepEqual(
          sent.map(({ seq }) => seq),
          received.map((_, index) => index + 1),
        );
        if (concurrency === 1) assert.ok(sent.some(isCut));
      });
    }
  }

  it('gets a finding, and every other verdict as if it had kept them', async () => {
    const [cutting, kept] = [await probed(1), await probed(null)];
    const failed = ({ recording }: typeof kept): Set<string> => {
      const verdicts = judge(rules, observe(recording)).filter(({ outcome }) => outcome === 'failed');
      return new Set(verdicts.map(({ rule }) => rule));
    };
    assert.deepEqual(failed(cutting), failed(kept).add(RULE));
    assert.deepEqual(observe(cutting.recording).stance, observe(kept.recording).stance);
    assert.equal(sentIn(cutting.recording).filter(isCut).length, 2, 'two proofs are enough');
    assert.equal(cutting.received.length, kept.received.length + 2);
  });

  it('lets no client connect that keeps its connections: nobody sends a POST again', async () => {
    const sdk = profiles.filter(({ id }) =>
      /^(modelcontextprotocol-sdk@1\.32|claude-code@2\.1\.274)/.test(id),
    );
    const { recording } = await probed(1, { depth: 'control' }, { profiles: sdk });
    const reports = clientReports(recording.replays, sdk, recording.flows);
    assert.deepEqual(
      reports.map(({ connects }) => connects),
      sdk.map(() => false),
    );
  });
});
