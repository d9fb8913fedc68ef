import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { TargetReport } from '../src/model.js';
import { reportOn } from '../src/run/judging.js';
import { probePersona } from './probing.js';

const rules = await builtinRules();

test('where nothing was negotiated (401), clients are told to send no protocol version', async () => {
  const { hints } = await probed('strict', null);
  assert.ok(hints.clientMustSend.length > 0);
  assert.doesNotMatch(JSON.stringify(hints.clientMustSend), /MCP-Protocol-Version/i);
});

test('where a version was negotiated, that one is named', async () => {
  const { hints } = await probed('strict', 'demo-token');
  assert.match(JSON.stringify(hints.clientMustSend), /\["MCP-Protocol-Version","2025-11-25"\]/);
});

test('a version in the body of a GET is compared with the one that was negotiated', async () => {
  const { findings } = await probed('version-page-disagrees', null);
  const said = findings.find(({ rule }) => rule === 'version-claims-differ')?.message;
  assert.match(said ?? '', /initialize 2025-11-25; GET 2024-11-05/);
});

async function probed(name: string, token: string | null): Promise<TargetReport> {
  const { recording } = await probePersona(name, {}, { token });
  const [target] = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' }).targets;
  assert.ok(target);
  return target;
}
