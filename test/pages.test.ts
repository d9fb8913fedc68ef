import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { Recording, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { renderTerminal } from '../src/report/formats/terminal.js';
import { knowledgeFor, reportOn } from '../src/run/judging.js';
import { probePersona } from './probing.js';

const WIDTHS = [60, 80, 120];
const folder = join(packageRoot, 'fixtures', 'pages');
const rules = await builtinRules();

/** What a person meets: a persona, with its token or without, and at most how many lines at 80 columns. */
const SITUATIONS: [name: string, persona: string, how: { token?: false; client?: string }, lines: number][] =
  [
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
      const recording = await recorded(persona, how);
      const knowledge = await knowledgeFor([recording]);
      const asked = { ruleset: 'recommended', failOn: 'error' } as const;
      const report = reportOn([recording], rules, asked, null, knowledge);
      for (const width of WIDTHS) assertAsRecorded(name, report, width);
      const lines = pageOf(report, 80).trimEnd().split('\n').length;
      assert.ok(lines <= most, `${lines} lines`);
    });
  }
});

async function recorded(persona: string, how: { token?: false; client?: string }): Promise<Recording> {
  const yours = (await loadProfiles()).findLast(({ client }) => client === how.client);
  const { recording } = await probePersona(
    persona,
    { yours: yours?.id ?? null },
    { profiles: yours === undefined ? [] : [yours], ...(how.token === false ? { token: null } : {}) },
  );
  return recording;
}

function assertAsRecorded(name: string, report: Report, width: number): void {
  const path = join(folder, `${name}.${width}.txt`);
  const page = pageOf(report, width);
  mkdirSync(folder, { recursive: true });
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, page);
  assert.equal(page, readFileSync(path, 'utf8'));
}

/** Without what differs from run to run. */
function pageOf(report: Report, width: number): string {
  const text = JSON.stringify(report)
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:3000')
    .replace(/\d+ of \d+ recorded clients/g, '6 of 24 recorded clients');
  const same = JSON.parse(text) as Report;
  const foretold = { clients: 24, pass: 21, fail: 3 };
  const targets = same.targets.map((target) => ({ ...target, requests: 27, ms: 400, foretold }));
  return renderTerminal({ ...same, targets }, { width, color: false });
}
