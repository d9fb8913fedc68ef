import assert from 'node:assert/strict';
import { it } from 'node:test';
import { builtinRemedies, builtinRules } from '../judge/builtin.js';
import type { Dialect, Fingerprint, Remediation } from '../model.js';
import { inDialect } from './inDialect.js';

const remedies = await builtinRemedies();
const COMPLETE: Remediation = { server: { steps: ['Read it.'], remedy: 'complete-accept' }, client: null };

function recognised(server: Dialect | null, proxy: Dialect | null): Fingerprint {
  return { sdk: null, framework: null, runtime: null, front: null, dialect: { server, proxy } };
}

it('what mends a finding comes in the language of the server, never in another', () => {
  const { server } = inDialect(COMPLETE, remedies, recognised('go', 'nginx'));
  assert.equal(server.remedy?.dialect, 'go');
  assert.match(server.remedy?.code ?? '', /func AcceptBoth|http\.Handler/);
});

it('where only what stands in front is known, in its own', () => {
  assert.equal(inDialect(COMPLETE, remedies, recognised(null, 'nginx')).server.remedy?.dialect, 'nginx');
});

it('where nothing is known, or there is no code in that dialect, the others are named', () => {
  for (const [id, dialect] of [
    ['complete-accept', null],
    ['accept-guard', 'go'],
  ] as const) {
    const remediation = { ...COMPLETE, server: { steps: [], remedy: id } };
    const { server } = inDialect(remediation, remedies, recognised(dialect, null));
    assert.equal(server.remedy, null);
    assert.ok(server.dialects.includes('express'));
  }
});

it('every rule that names a remedy names one that exists', async () => {
  for (const { rule } of await builtinRules()) {
    const { remedy } = rule.remediation.server;
    assert.ok(remedy === null || remedies[remedy] !== undefined, rule.id);
  }
});
