import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from '../../model.js';
import { displayWidth } from '../layout.js';
import type { Detail } from '../view.js';
import { edited, rendered, reports, reportsFolder } from './reports.fixture.js';
import { renderTerminal } from './terminal.js';

const GOLDEN: [detail: Detail, width: number, file: string][] = [
  ...[60, 80, 120].map((width): [Detail, number, string] => ['brief', width, `${width}.txt`]),
  ...[60, 100, 200].map((width): [Detail, number, string] => ['full', width, `full.${width}.txt`]),
];
const DETAILS: Detail[] = ['quiet', 'brief', 'full'];
const WIDTHS = [40, 60, 79, 89, 90, 100, 119, 120, 200, 300];
const NASTY = 'a\u001b[2J\u009b1m\r\n\u202e\u0000\u200b https://evil.example/';
/** What the tool itself says; everything else in a report may come from outside. */
const OURS = [
  'era',
  'eras',
  'cell',
  'outcome',
  'severity',
  'keyword',
  'dialects',
  'stance',
  'ruleset',
  'tool',
  'where',
  'kind',
  'class',
];

for (const { name, report } of reports) {
  for (const [detail, width, file] of GOLDEN) {
    test(`${name}, ${detail}, at ${width} columns looks as recorded (UPDATE_GOLDEN=1 records anew)`, () => {
      const path = join(reportsFolder, `${name}.${file}`);
      const text = renderTerminal(report, { width, color: false, detail });
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
      assert.equal(text, readFileSync(path, 'utf8'));
    });
  }

  test(`${name} keeps within its width, whatever it is`, () => {
    for (const width of WIDTHS) assertFits(report, width);
  });

  test(`${name} without colour has no escape sequence, and colour changes nothing else`, () => {
    for (const detail of DETAILS) {
      const plain = renderTerminal(report, { width: 100, color: false, detail });
      const coloured = renderTerminal(report, { width: 100, color: true, detail });
      assert.doesNotMatch(plain, /\p{Cc}(?<!\n)/u);
      assert.ok(coloured.includes('\u001b['));
      assert.equal(stripVTControlCharacters(coloured), plain);
    }
  });

  test(`${name} with hostile text everywhere lets none of it through`, () => {
    const hostile = poisoned(report);
    for (const [detail, width] of GOLDEN) {
      const text = renderTerminal(hostile, { width, color: false, detail });
      assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      assert.doesNotMatch(text, / $/m);
      assertFits(hostile, width);
    }
    for (const detail of DETAILS) {
      assert.match(renderTerminal(hostile, { width: 200, color: false, detail }), /\\x1b\[2J/);
    }
  });

  test(`the JSON of ${name} can be copied at any width; who has a configuration gets none to paste`, () => {
    const wanted = [
      ...report.targets.flatMap(({ clients }) => (clients ?? []).map(({ fix }) => fix?.entry)),
      ...(report.configuration === null ? report.targets.map(({ hints }) => hints.mcpJson) : []),
    ].filter((entry) => typeof entry === 'object' && entry !== null);
    for (const width of WIDTHS) {
      const text = renderTerminal(report, { width, color: false, detail: 'full' });
      const blocks = [...text.matchAll(/^\{\n[\s\S]*?^\}$/gm)].map(([block]) => JSON.parse(block));
      assert.deepEqual(blocks, wanted);
    }
  });
}

test('the first line is the verdict in words, and the URL', () => {
  const first = (name: string) => rendered(name).split('\n')[0];
  assert.match(first('healthy-strict') ?? '', /^✓ Correct clients connect\. http:/);
  assert.match(first('not-judged') ?? '', /^✗ Nobody can connect: .*certificate/);
});

test('of a server that serves nobody, no cell is green', () => {
  const report = edited('faulty', (target) => {
    for (const cell of target.cells) if (cell.cell !== 'both') cell.outcome = 'inconclusive';
  });
  const text = renderTerminal(report, { width: 100, color: false });
  assert.match(text, /^ {2}initialize +(\d+ \? +){4}\d+ ✗/m);
});

test('a finding that breaks a client takes the tick away, and says what to mend', () => {
  const [finding] = edited('faulty', () => {}).targets[0]?.findings ?? [];
  assert.ok(finding);
  const report = edited('healthy-strict', (target) => {
    target.findings = [{ ...finding, severity: 'error', cell: 'wildcard' }];
  });
  const text = renderTerminal(report, { width: 100, color: false });
  assert.match(text, /^✗ Correct clients connect, but not all is well: 1 error\./);
  assert.match(text, /^ {2}fault {2}server/m);
  assert.match(text, /^ {2}do {5}1\. /m);
});

test('a cell that was never sent is shown with the reason', () => {
  const report = edited('healthy-strict', (target) => {
    target.cells = target.cells.filter((cell) => cell.cell !== 'wildcard');
    target.notSent = [{ flow: 'legacy/wildcard', reason: 'interrupted' }];
  });
  const view = { width: 100, color: false, detail: 'full' } as const;
  assert.match(renderTerminal(report, view), /^wildcard: interrupted$/m);
});

test('several targets are a list: the bad ones first, those that connect in one line', () => {
  const targets = reports
    .filter(({ report }) => report.configuration === null)
    .flatMap(({ report }) => report.targets);
  const [first] = reports;
  assert.ok(first);
  const text = renderTerminal({ ...first.report, targets }, { width: 100, color: false });
  assert.match(text, /^2 of 5 servers connect\n✗ /);
  assert.match(text, /\n✓ [^\n]+, [^\n]+ connect\n/);
});

test('a report without targets says so', () => {
  const [first] = reports;
  assert.ok(first);
  assert.match(
    renderTerminal({ ...first.report, targets: [] }, { width: 100, color: false }),
    /no server was probed/,
  );
});

/** Only URLs and what is pasted may be wider. */
function assertFits(report: Report, width: number): void {
  for (const detail of ['brief', 'full'] as const) assertPageFits(report, width, detail);
}

function assertPageFits(report: Report, width: number, detail: Detail): void {
  const text = renderTerminal(report, { width, color: false, detail });
  const whole = toPaste(report);
  const tooWide = text
    .replace(/^\{\n[\s\S]*?^\}$/gm, '')
    .split('\n')
    .filter((line) => !whole.some((start) => line.trimStart().startsWith(start)))
    .filter((line) => displayWidth(line) > width && !/^\S*( \S+)? *\S*https?:\/\/\S+$/.test(line.trim()));
  assert.deepEqual(tooWide, [], `wider than ${width}`);
}

/** How the lines begin that stay whole so that they can be pasted. */
function toPaste({ targets }: Report): string[] {
  const fixes = targets.flatMap(({ clients }) => (clients ?? []).flatMap(({ fix }) => fix ?? []));
  const texts = fixes.flatMap(({ entry, command }) => [entry, command]);
  return texts.flatMap((text) =>
    typeof text === 'string' ? text.split('\n').map((line) => line.slice(0, 6)) : [],
  );
}

function poisoned(value: Report): Report {
  return JSON.parse(JSON.stringify(value), (key, each) =>
    typeof each === 'string' && isForeign(key, each) ? each + NASTY : each,
  );
}

function isForeign(key: string, text: string): boolean {
  return (
    !OURS.includes(key) &&
    !['legacy', 'modern', 'hello', 'tools/list', 'express', 'hono'].includes(text) &&
    !/^(legacy|modern)$/.test(key)
  );
}

test('what the headline says of a limit is not said again beneath it (measured on n8n-mcp 2.87.0)', () => {
  const title = 'Correct clients connect; the limit that the server announces left no room for the rest';
  const report = edited('healthy-strict', (target) => {
    assert.ok(target.diagnosis);
    target.traits = [{ ...target.diagnosis, id: 'limit-leaves-no-room', class: 'trait', title }];
    target.notJudged = { reason: 'rate-limited', title, detail: '', whatToDo: [] };
  });
  const page = renderTerminal(report, { width: 200, color: false });
  assert.equal(page.split(title).length - 1, 1, page);
});

test('where nobody else gets in until a restart, nobody is told that all would (measured on hostinger-api-mcp 1.63.2)', () => {
  const report = edited('healthy-strict', (target) => {
    target.occupied = true;
  });
  assert.doesNotMatch(renderTerminal(report, { width: 200, color: false }), /would get in|mcp-accept init/);
});

test('what was broken off by Ctrl-C is no failure, but open (measured on a server that hangs)', () => {
  const page = (reason: 'interrupted' | 'silent') =>
    renderTerminal(
      edited('faulty', (target) => {
        assert.equal(target.diagnosis?.class, 'cause');
        target.notJudged = { reason, title: 'Interrupted', detail: '', whatToDo: [] };
        target.findings = [];
        target.cells = target.cells.map((cell) => ({
          ...cell,
          response: { ...cell.response, status: null },
          failure: { stage: 'headers', code: 'INTERRUPTED' },
          outcome: 'inconclusive',
        }));
      }),
      { width: 80, color: false },
    );
  assert.match(page('silent'), /none ✗/);
  assert.doesNotMatch(page('interrupted'), /none ✗|✗ fails/);
});
