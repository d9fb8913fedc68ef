import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ClientProfile, ClientStep, HeaderLine } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { loadProfiles } from './loadProfiles.js';
import { fallbackSteps, mergedLines, opensTwoStreams, replayBudget, replayStep } from './replay.js';

/** What reached the wire when a header was configured: by profile, `Name: value` and occasion. */
const recorded: Record<string, Record<string, Record<string, string[]>>> = JSON.parse(
  readFileSync(join(packageRoot, 'fixtures', 'clients', 'expected.json'), 'utf8'),
);
const profiles = await loadProfiles();
const profileOf = (id: string): ClientProfile => {
  const profile = profiles.find((one) => one.id === id);
  assert.ok(profile !== undefined, id);
  return profile;
};

function stepOf(profile: ClientProfile, occasion: string): ClientStep {
  const name = occasion === 'post' ? 'initialized' : occasion;
  const step = [...profile.legacy, ...fallbackSteps(profile)].find((one) => one.name === name);
  assert.ok(step !== undefined, `${profile.id} ${occasion}`);
  return step;
}

/** The version that the recorded client and server agreed on. */
function negotiatedBy(profile: ClientProfile): string {
  const body = stepOf(profile, 'initialize').body as { params: { protocolVersion: string } };
  return body.params.protocolVersion;
}

function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return lines.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

describe('configured headers reach the wire as they were recorded', () => {
  for (const [id, cases] of Object.entries(recorded)) {
    test(id, () => {
      const profile = profileOf(id);
      for (const [line, occasions] of Object.entries(cases)) {
        const [name = '', value = ''] = line.split(': ');
        for (const [occasion, expected] of Object.entries(occasions)) {
          const lines = mergedLines(stepOf(profile, occasion), profile, [[name, value]]);
          const sent = valuesOf(lines, name).map((one) => one.replace('{negotiated}', negotiatedBy(profile)));
          assert.deepEqual(sent, expected, `${line}, ${occasion}`);
        }
      }
    });
  }

  test('all but the one without a header option were recorded with some', () => {
    // A profile that the recorder has made holds what became of its headers, and nothing else.
    const byHand = profiles.filter(
      ({ provenance }) => !provenance.how.startsWith('a live client, recorded by'),
    );
    const without = byHand.filter(({ id }) => recorded[id] === undefined).map(({ id }) => id);
    assert.deepEqual(without, ['modelcontextprotocol-client-auto@2.4.0', 'wong2-mcp-cli@2.0.0']);
  });
});

test('without configured headers the lines are the recorded ones, in order', () => {
  for (const profile of profiles) {
    for (const step of [...profile.legacy, ...profile.modern]) {
      assert.deepEqual(mergedLines(step, profile, []), step.headers, `${profile.id} ${step.name}`);
    }
  }
});

test('a header that the client does not send itself follows its own; names compare without case', () => {
  const profile = profileOf('claude-code@2.1.274');
  const initialize = stepOf(profile, 'initialize');
  const lines = mergedLines(initialize, profile, [
    ['Authorization', 'Bearer x'],
    ['user-agent', 'mine'],
  ]);
  assert.deepEqual(lines.at(-1), ['Authorization', 'Bearer x']);
  assert.deepEqual(valuesOf(lines, 'User-Agent'), ['mine']);
  assert.equal(lines.length, initialize.headers.length + 1);
});

test('of a name that is configured twice the later line counts, and framing is left to the sender', () => {
  const profile = profileOf('modelcontextprotocol-sdk@1.32.2');
  const lines = mergedLines(stepOf(profile, 'initialize'), profile, [
    ['X-One', 'a'],
    ['x-one', 'b'],
    ['Content-Length', '3'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'close'],
  ]);
  assert.deepEqual(valuesOf(lines, 'x-one'), ['b']);
  assert.equal(lines.length, stepOf(profile, 'initialize').headers.length + 1);
});

test('a step of the modern revision keeps its version, unless the user replaces header lines', () => {
  const replaces = ({ configured }: ClientProfile) =>
    configured['mcp-protocol-version']?.discover === 'replaced';
  const replacing = profiles.filter(replaces).map(({ client }) => client);
  assert.deepEqual([...new Set(replacing)], ['go-sdk', 'mcp-go']);
  for (const profile of profiles.filter((one) => !replaces(one))) {
    for (const step of profile.modern) {
      const lines = mergedLines(step, profile, [['MCP-Protocol-Version', '2025-06-18']]);
      assert.deepEqual(valuesOf(lines, 'mcp-protocol-version'), ['2026-07-28'], profile.id);
    }
  }
});

test('a client that has forgotten its session sends the line no more', () => {
  const profile = profileOf('ai-sdk-mcp@2.0.99');
  const list = stepOf(profile, 'tools/list');
  assert.equal(replayStep(list, profile, [], true).session, 'own');
  const without = replayStep(list, profile, [], false);
  assert.equal(without.session, 'none');
  assert.deepEqual(valuesOf(without.headers, 'mcp-session-id'), []);
});

test('the clients that open two GET streams are known', () => {
  const clients = profiles.filter(opensTwoStreams).map(({ client }) => client);
  assert.deepEqual([...new Set(clients)], ['ai-sdk-mcp', 'mcp-remote']);
});

test('the budget of a client counts its longest conversation and the end of its sessions', () => {
  const budget = (id: string): number => replayBudget([profileOf(id)]);
  // hello, initialized, our DELETE; and a POST after a DELETE may be sent twice.
  assert.equal(budget('claude-code@1.0.128'), 3 + 1);
  assert.equal(budget('claude-code@2.1.274'), 6 + 1);
  assert.equal(budget('modelcontextprotocol-sdk@1.32.2'), 5 + 1);
  assert.equal(budget('mcp-remote@0.15.1'), 11 + 1);
  assert.equal(replayBudget([]), 0);
  const pinned: HeaderLine[] = [
    ['MCP-Protocol-Version', '2025-06-18'],
    ['Authorization', 'Bearer x'],
  ];
  assert.equal(replayBudget([profileOf('claude-code@1.0.128')], pinned), 2 * (3 + 1));
});
