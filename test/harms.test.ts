import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { builtinRules } from '../src/judge/builtin.js';
import { loadRules } from '../src/judge/load.js';
import { severityOf } from '../src/judge/severity.js';
import type { Harms, Rule } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { profiles, replayAt } from './replaying.js';
import { assertRefused, written } from './ruleFiles.js';

const rules = (await builtinRules()).map(({ rule }) => rule);
const { clients: realClients }: typeof import('./realClients/index.mjs') = await import(
  pathToFileURL(join(packageRoot, 'test', 'realClients', 'index.mjs')).href
);

/** A persona on which a rule that hurts somebody fails, with one of those that it hurts. */
const SUFFERED: [rule: string, persona: string, profile: string][] = [
  ['answer-type-not-mcp', 'answers-as-text', 'claude-code@2.1.274'],
  ['body-not-its-type', 'json-as-sse', 'claude-code@2.1.274'],
  ['json-rpc-id-wrong', 'wrong-id', 'claude-code@2.1.274'],
  ['negotiated-version-unknown', 'version-of-2099', 'claude-code@2.1.274'],
  ['notification-answered-200', 'notification-200-body', 'codex@0.169.0'],
  ['get-never-answered', 'get-hangs', 'go-sdk@1.8.0'],
  ['get-never-answered', 'get-hangs', 'rmcp@0.8.5'],
  ['initialized-refused', 'notification-406', 'claude-code@2.1.274'],
  ['result-departs-from-schema', 'cursor-null', 'modelcontextprotocol-sdk@1.32.2'],
  ['tools-list-fails', 'session-forgotten', 'claude-code@2.1.274'],
  ['version-header-required', 'version-header-required', 'vscode@1.138.0'],
];

/** What a replay does not tell: shown by the programs themselves. */
const SUFFERED_BY_PROGRAMS: [rule: string, persona: string, client: string][] = [
  ['json-rpc-envelope-broken', 'no-jsonrpc', 'sdk 1.32.2'],
  ['json-rpc-envelope-broken', 'result-and-error', 'client 2.4.0'],
  ['result-departs-from-schema', 'cursor-null', 'client 2.4.0'],
  ['result-departs-from-schema', 'hello-without-server-info', 'sdk 1.32.2'],
];

describe('severity follows harm: an error in `recommended`', () => {
  test('names clients that were recorded, and a reaction that was, or exposes data', () => {
    for (const { id, severity, harms } of rules) {
      for (const { clients, except, by } of harms.recorded) {
        for (const name of [...clients, ...except].filter((one) => one !== '*')) {
          const own = profiles.filter(({ client }) => client === name);
          assert.ok(own.length > 0, `${id}: no recorded client is called ${name}`);
          const reaction = own.some(({ assumed = [] }) => !assumed.some((one) => one === by));
          assert.ok(reaction, `${id}: ${by} of ${name} was never recorded`);
        }
      }
      const named = harms.recorded.length > 0 || harms.exposes !== null;
      assert.ok(severity.recommended !== 'error' || named, id);
    }
  });

  for (const [rule, persona, profile] of SUFFERED) {
    test(`${rule} keeps ${profile} out of the persona ${persona}`, async () => {
      assert.ok(hurts(harmsOf(rule), profile), `${rule} does not name ${profile}`);
      await withPersona(persona, async (url) => {
        const how = { configured: [], thorough: false, timeoutMs: 300 };
        const { reports } = await replayAt(url, [profile], how);
        assert.equal(reports.get(profile)?.connects, false);
      });
    });
  }

  for (const [rule, persona, name] of SUFFERED_BY_PROGRAMS) {
    test(`${rule} keeps the program ${name} out of the persona ${persona}`, async () => {
      const client = realClients.find((one) => one.name === name);
      assert.ok(client?.profile && hurts(harmsOf(rule), client.profile));
      await withPersona(persona, (url) => assert.rejects(client.connect(url, [])));
    });
  }

  test('is a warning where only a probe of ours gets that answer', () => {
    const rule = ruleOf('answer-type-not-mcp');
    const subject = { id: 'x1', asClientsSend: false };
    const asSent = { id: 'x2', asClientsSend: true };
    assert.equal(severityOf(rule, 'recommended', subject), 'warning');
    assert.equal(severityOf(rule, 'recommended', asSent), 'error');
    assert.equal(severityOf(rule, 'spec', subject), 'error');
  });

  test('is refused when the rule hurts nobody, and so is a warning for what is only reported', async (t) => {
    const nobody: Harms = { recorded: [], reported: [], exposes: null };
    const [good] = rules;
    assert.ok(good);
    const spec = good.severity.spec;
    const cases: [recommended: 'error' | 'warning', harms: Harms][] = [
      ['error', nobody],
      ['warning', { ...nobody, reported: ['A hosted client'] }],
    ];
    for (const [recommended, harms] of cases) {
      const changed = { ...good, severity: { spec, recommended, strict: 'error' }, harms };
      const path = await written(t, `${good.id}.json`, changed);
      await assertRefused(loadRules, path, /severity\/recommended/);
    }
  });
});

function ruleOf(id: string): Rule {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule, `there is no rule ${id}`);
  return rule;
}

function harmsOf(id: string): Harms {
  return ruleOf(id).harms;
}

function hurts({ recorded }: Harms, profile: string): boolean {
  const client = profiles.find(({ id }) => id === profile)?.client ?? '';
  return recorded.some(
    ({ clients, except }) => (clients.includes('*') || clients.includes(client)) && !except.includes(client),
  );
}

async function withPersona(name: string, use: (url: string) => Promise<void>): Promise<void> {
  const server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), name));
  try {
    await use(server.url);
  } finally {
    await server.close();
  }
}
