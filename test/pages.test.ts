import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { Configuration, Recording, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { renderClients } from '../src/report/formats/clients.js';
import { renderTerminal } from '../src/report/formats/terminal.js';
import { knowledgeFor, reportOn } from '../src/run/judging.js';
import { probePersona } from './probing.js';

const WIDTHS = [60, 80, 120];
const folder = join(packageRoot, 'fixtures', 'pages');
const rules = await builtinRules();

/** What a person meets: a persona, with its token or without, and at most how many lines at 80 columns. */
const SITUATIONS: [name: string, persona: string, how: How, lines: number][] = [
  ['healthy-strict', 'strict', {}, 12],
  ['bare-406', 'bare-406', {}, 24],
  ['406-behind-a-proxy', 'proxy-refuses-accept', {}, 24],
  ['auth-needed', 'strict', { token: false }, 24],
  ['429-at-once', 'rate-limited', {}, 24],
  ['wrong-path', 'wrong-path', {}, 24],
  ['html', 'html-everywhere', {}, 24],
  ['old-transport', 'legacy-sse', {}, 24],
  ['modern-only', 'modern', {}, 24],
  ['session-lost', 'sessions-forgotten', {}, 24],
  ['exonerated', 'lenient', { client: 'claude-code' }, 24],
];

describe('the page of what people meet', { concurrency: 4 }, () => {
  for (const [name, persona, how, most] of SITUATIONS) {
    it(`${name}: at most ${most} lines at 80 columns, and as recorded (UPDATE_GOLDEN=1 records anew)`, async () => {
      const report = await reportOf([await recordedOnce(persona, how)]);
      for (const width of WIDTHS) assertAsRecorded(name, report, width);
      const lines = pageOf(report, 80).trimEnd().split('\n').length;
      assert.ok(lines <= most, `${lines} lines`);
    });
  }
});

/** What stands in a client's file, all in one: the persona behind each, as another situation has recorded it. */
const FILE: [server: string, persona: string, how: How][] = [
  ['docs', 'lenient', { client: 'claude-code' }],
  ['search', 'proxy-refuses-accept', {}],
  ['tickets', 'wrong-path', {}],
  ['git', 'strict', {}],
];
const CONFIGURATION: Configuration = {
  file: '.mcp.json',
  format: 'claude-code',
  client: 'Claude Code',
  skipped: [{ server: 'files', reason: 'it starts a program (stdio): nothing goes over HTTP' }],
};

describe('the page of more than one', () => {
  it('several servers of a file: the bad ones first, in at most 24 lines', async () => {
    const recordings = await Promise.all(
      FILE.map(async ([server, persona, how]): Promise<Recording> => {
        const recording = await recordedOnce(persona, how);
        const source = { file: '.mcp.json', server, format: 'claude-code' };
        return { ...recording, target: { ...recording.target, name: server, source } };
      }),
    );
    const report = await reportOf(recordings, CONFIGURATION);
    for (const width of WIDTHS) assertAsRecorded('several-servers', report, width);
    const lines = pageOf(report, 80).trimEnd().split('\n').length;
    assert.ok(lines <= 24, `${lines} lines`);
  });

  it('who can connect, at a server that only newer clients can speak to', async () => {
    const profiles = (await loadProfiles()).filter(({ id }) => ASKED_FOR.includes(id));
    assert.equal(profiles.length, ASKED_FOR.length);
    const { recording } = await probePersona('modern', { depth: 'control' }, { profiles });
    const report = await reportOf([recording]);
    for (const width of WIDTHS) assertAsRecorded('clients', report, width, renderClients);
  });
});

const ASKED_FOR = ['claude-code@2.1.274', 'codex@0.169.0', 'mcp-python@2.3.0', 'vscode@1.138.0'];

type How = { token?: false; client?: string };

const made = new Map<string, Promise<Recording>>();

/** The same server is asked once. */
function recordedOnce(persona: string, how: How): Promise<Recording> {
  const key = JSON.stringify([persona, how]);
  const recording = made.get(key) ?? recorded(persona, how);
  made.set(key, recording);
  return recording;
}

async function reportOf(
  recordings: readonly Recording[],
  configuration: Configuration | null = null,
): Promise<Report> {
  const asked = { ruleset: 'recommended', failOn: 'error' } as const;
  return reportOn(recordings, rules, asked, configuration, await knowledgeFor(recordings));
}

async function recorded(persona: string, how: How): Promise<Recording> {
  const yours = (await loadProfiles()).findLast(({ client }) => client === how.client);
  const { recording } = await probePersona(
    persona,
    { yours: yours?.id ?? null },
    { profiles: yours === undefined ? [] : [yours], ...(how.token === false ? { token: null } : {}) },
  );
  return recording;
}

function assertAsRecorded(
  name: string,
  report: Report,
  width: number,
  render: typeof renderTerminal = renderTerminal,
): void {
  const path = join(folder, `${name}.${width}.txt`);
  const page = pageOf(report, width, render);
  mkdirSync(folder, { recursive: true });
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, page);
  assert.equal(page, readFileSync(path, 'utf8'));
}

/** Without what differs from run to run. */
function pageOf(report: Report, width: number, render = renderTerminal): string {
  const text = JSON.stringify(report)
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:3000')
    .replace(/\d+ of \d+ recorded clients/g, '21 of 24 recorded clients');
  const same = JSON.parse(text) as Report;
  const foretold = { clients: 24, pass: 21, fail: 3 };
  const targets = same.targets.map((target) => ({ ...target, requests: 27, ms: 400, foretold }));
  return render({ ...same, targets }, { width, color: false });
}
