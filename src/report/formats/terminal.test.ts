import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from '../../model.js';
import { displayWidth } from '../layout.js';
import { edited, rendered, reports, reportsFolder } from './reports.fixture.js';
import { renderTerminal } from './terminal.js';

const GOLDEN_WIDTHS = [60, 100, 200];
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
  'snippets',
  'stance',
  'ruleset',
  'tool',
  'where',
  'kind',
];

for (const { name, report } of reports) {
  for (const width of GOLDEN_WIDTHS) {
    test(`${name} at ${width} columns looks as recorded (UPDATE_GOLDEN=1 records anew)`, () => {
      const path = join(reportsFolder, `${name}.${width}.txt`);
      const text = renderTerminal(report, { width, color: false });
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
      assert.equal(text, readFileSync(path, 'utf8'));
    });
  }

  test(`${name} keeps within its width, whatever it is`, () => {
    for (const width of WIDTHS) assertFits(report, width);
  });

  test(`${name} without colour has no escape sequence, and colour changes nothing else`, () => {
    const plain = renderTerminal(report, { width: 100, color: false });
    const coloured = renderTerminal(report, { width: 100, color: true });
    assert.doesNotMatch(plain, /\p{Cc}(?<!\n)/u);
    assert.ok(coloured.includes('\u001b['));
    assert.equal(stripVTControlCharacters(coloured), plain);
  });

  test(`${name} with hostile text everywhere lets none of it through`, () => {
    const hostile = poisoned(report);
    for (const width of [60, 100, 200]) {
      const text = renderTerminal(hostile, { width, color: false });
      assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      assert.doesNotMatch(text, / $/m);
      assertFits(hostile, width);
    }
    assert.match(renderTerminal(hostile, { width: 200, color: false }), /\\x1b\[2J/);
  });

  test(`the JSON of ${name} can be copied at any width; who has a configuration gets none to paste`, () => {
    const wanted = [
      ...report.targets.flatMap(({ clients }) => (clients ?? []).map(({ fix }) => fix?.entry)),
      ...(report.configuration === null ? report.targets.map(({ hints }) => hints.mcpJson) : []),
    ].filter((entry) => typeof entry === 'object' && entry !== null);
    for (const width of WIDTHS) {
      const text = renderTerminal(report, { width, color: false });
      const blocks = [...text.matchAll(/^\{\n[\s\S]*?^\}$/gm)].map(([block]) => JSON.parse(block));
      assert.deepEqual(blocks, wanted);
    }
  });
}

test('the first line is the verdict in the words of the diagnosis, with the URL where it fits', () => {
  const first = (name: string) => rendered(name).split('\n')[0];
  assert.match(first('healthy-strict') ?? '', /^✓ Correct clients connect\. {2}http:/);
  assert.match(first('faulty') ?? '', /^✗ Nobody can connect: 406, also to the right Accept\./);
  assert.match(first('not-judged') ?? '', /^✗ Nobody can connect: the certificate is not trusted\./);
  assert.match(first('dual-era') ?? '', /^~ Correct clients connect; beside that \d warnings?/);
});

test('whose fault it is comes second, how sure that is and why, then what to do', () => {
  const text = rendered('faulty');
  assert.match(text, /^ {2}fault {2}server or proxy, likely: all five Accept values get the same$/m);
  assert.match(text, /^ {2}do {5}1\. If nothing stands in front/m);
  assert.ok(text.indexOf('  fault') < text.indexOf('  do     1.'));
  assert.doesNotMatch(rendered('healthy-strict'), /^ {2}fault/m);
});

test('where two are blamed the last step is the command that tells them apart', () => {
  assert.match(rendered('faulty'), /^ {9}2\. past the proxy, on the server's host: mcp-accept probe/m);
});

test('a cell that could not be told keeps a server without findings from being all right', () => {
  const report = edited('healthy-strict', (target) => {
    for (const cell of target.cells) if (cell.cell === 'json-only') cell.outcome = 'inconclusive';
  });
  const text = renderTerminal(report, { width: 100, color: false });
  assert.match(text, /^~ Correct clients connect; could not be told: json-only \(legacy\)\./);
});

test('a report without a diagnosis is never health', () => {
  const report = edited('healthy-strict', (target) => {
    target.diagnosis = null;
  });
  assert.match(renderTerminal(report, { width: 100, color: false }), /^✗ It cannot be told who connects\./);
});

test('a cell that was never sent is shown with the reason', () => {
  const report = edited('healthy-strict', (target) => {
    target.cells = target.cells.filter((cell) => cell.cell !== 'wildcard');
    target.notSent = [{ flow: 'legacy/wildcard', reason: 'interrupted' }];
  });
  assert.match(renderTerminal(report, { width: 100, color: false }), /^wildcard: interrupted$/m);
});

test('several targets begin with a list of their verdicts', () => {
  const targets = reports
    .filter(({ report }) => report.configuration === null)
    .flatMap(({ report }) => report.targets);
  const [first] = reports;
  assert.ok(first);
  const text = renderTerminal({ ...first.report, targets }, { width: 100, color: false });
  assert.match(text, /^5 servers; bad ones are [^\n]+\n[✗✓~] \w+ +http:/);
});

test('a report without targets says so', () => {
  const [first] = reports;
  assert.ok(first);
  assert.match(
    renderTerminal({ ...first.report, targets: [] }, { width: 100, color: false }),
    /^No target was probed/,
  );
});

/** Only URLs and what is pasted may be wider. */
function assertFits(report: Report, width: number): void {
  const text = renderTerminal(report, { width, color: false });
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
