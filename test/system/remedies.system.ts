import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadRemedies } from '../../src/judge/remedies.js';
import type { HeaderLine, TargetReport } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { reportOn, rulesFor } from '../../src/run/judging.js';
import { probeUrl } from '../probing.js';

const { servers }: typeof import('./servers.mjs') = await import(
  pathToFileURL(join(packageRoot, 'test', 'system', 'servers.mjs')).href
);
const rules = await rulesFor(null);
const remedies = await loadRemedies();

const REFUSING_ACCEPT = [
  'mcp 1.16.0 stateful-sse',
  'mcp 1.30.0 stateful-sse',
  'mcp 1.30.0 stateless-json',
  'mcp 2.3.0 stateful-sse',
  'fastmcp 3.4.11 stateful-sse',
  'fastmcp 4.2.3 stateless-json',
  'go-sdk 1.1.0 stateless-json',
  'go-sdk 1.8.0 stateful-sse',
  'rmcp 0.8.5 stateful-sse',
  'rmcp 3.9.0 stateless-json',
  'java-sdk 1.1.5 stateful-sse',
  'java-sdk 2.1.0 stateless-json',
  'spring-ai 1.1.8 stateful-sse',
  'spring-ai 2.0.1 stateless-json',
];
const CHECKING_HOST = [
  'mcp 1.30.0 stateless-json',
  'mcp 2.3.0 stateless-json',
  'rmcp 3.9.0 stateless-json',
  'go-sdk 1.8.0 stateless-json',
  'mcp-go 1.2.1 stateless-json',
];
/** What no server here is called. */
const PUBLIC: HeaderLine = ['Host', 'mcp.example.com'];

describe('Accept completed as it is printed, in the language of the server', { concurrency: 2 }, () => {
  for (const name of REFUSING_ACCEPT) {
    it(name, { skip: named(name).skip, timeout: 120_000 }, async () => {
      const before = await probed(name, []);
      assert.notEqual(before.stance.legacy, 'ignoring');
      assert.ok(printed('complete-accept', before).ran.includes(programOf(name)));
      const after = await probed(name, ['complete-accept']);
      assert.equal(after.stance.legacy, 'ignoring');
      assert.equal(after.diagnosis?.class, 'health', after.diagnosis?.detail);
    });
  }
});

describe('a public name allowed as it is printed, in the language of the server', { concurrency: 2 }, () => {
  for (const name of CHECKING_HOST) {
    it(name, { skip: named(name).skip, timeout: 120_000 }, async () => {
      const before = await probed(name, [], [PUBLIC]);
      assert.equal(before.diagnosis?.id, 'host-refused', before.diagnosis?.detail);
      const { step, ran } = printed('allow-host', before);
      assert.ok(ran.includes(programOf(name)));
      assert.ok(before.diagnosis?.do.some((one) => one.step === step));
      const after = await probed(name, ['allow-host'], [PUBLIC]);
      assert.equal(after.diagnosis?.class, 'health', after.diagnosis?.detail);
    });
  }
});

it('what a remedy is said to have been run in front of was run, in other languages too', () => {
  const run = [...REFUSING_ACCEPT.map(programOf), ...CHECKING_HOST.map(programOf)];
  const foreign = /^(mcp|fastmcp|go-sdk|mcp-go|rmcp|java-sdk|spring-ai) /;
  const claimed = Object.values(remedies).flatMap(({ dialects }) =>
    Object.values(dialects).flatMap(({ ran }) => ran.filter((one) => foreign.test(one))),
  );
  assert.deepEqual([...new Set(claimed)].sort(), [...new Set(run)].sort());
});

describe('what the README says of Python', { concurrency: 2 }, () => {
  const facts: [name: string, jsonOnly: number, wildcard: number][] = [
    ['mcp 1.16.0 stateful-json', 406, 406],
    ['mcp 1.30.0 stateful-json', 200, 406],
    ['mcp 1.30.0 stateful-sse', 406, 406],
    ['mcp 1.30.0 stateless-sse', 406, 406],
    ['mcp 1.30.0 stateless-json', 200, 406],
    ['mcp 2.3.0 stateful-sse', 406, 200],
    ['mcp 2.3.0 stateless-json', 200, 200],
  ];
  for (const [name, jsonOnly, wildcard] of facts) {
    it(`${name}: JSON alone ${jsonOnly}, */* ${wildcard}`, {
      skip: named(name).skip,
      timeout: 120_000,
    }, async () => {
      const { cells, probes } = await probed(name, []);
      const status = (id: string) =>
        cells.find(({ cell, era, message }) => cell === id && era === 'legacy' && message === 'hello')
          ?.response.status;
      assert.deepEqual([status('json-only'), status('wildcard')], [jsonOnly, wildcard]);
      const stale = probes.find(({ probe, era }) => probe === 'unknown-session' && era === 'legacy');
      if (name.includes('stateless'))
        assert.equal(stale?.response.status, 200, 'a stale session is harmless');
    });
  }
});

function named(name: string): (typeof servers)[number] {
  return servers.find((server) => server.name === name) ?? assert.fail(name);
}

/** `mcp 1.30.0`. */
function programOf(name: string): string {
  return name.split(' ').slice(0, 2).join(' ');
}

function printed(remedy: string, { fingerprint: { dialect } }: TargetReport) {
  assert.ok(dialect.server, 'nothing was recognised');
  return remedies[remedy]?.dialects[dialect.server] ?? assert.fail(dialect.server);
}

async function probed(
  name: string,
  with_: readonly string[],
  headers: readonly HeaderLine[] = [],
): Promise<TargetReport> {
  const { url, close } = await named(name).start(with_);
  try {
    const target = { headers: [...headers], configured: [...headers] };
    const recording = await probeUrl(url, {}, { target });
    const report = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
    return report.targets[0] ?? assert.fail();
  } finally {
    await close();
  }
}
