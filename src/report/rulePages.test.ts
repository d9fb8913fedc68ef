import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../model.js';
import { displayWidth } from './layout.js';
import { renderRulePage, renderRuleTable } from './rulePages.js';

const RULE: Rule = {
  id: 'wildcard-rejected',
  title: 'The wildcard is refused',
  subject: 'exchange',
  judges: ['answer'],
  select: {},
  with: {},
  eras: ['legacy', 'modern'],
  when: {},
  expect: {},
  requirement: null,
  severity: { spec: 'off', recommended: 'note', strict: 'off' },
  harms: { recorded: [], reported: [], exposes: null },
  why: 'A client that sends */* says that any type will do. '.repeat(4).trim(),
  expected: 'a valid answer',
  message: '{{it.status}} to Accept: */*',
  remediation: {
    server: { steps: ['Treat */* as both types.', 'Log what was refused.'], remedy: 'complete-accept' },
    client: { note: 'List both types.' },
  },
  references: ['https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1'],
  examples: { good: [], bad: [], skipped: [] },
};
const CODE = `app.use((req, res, next) => {\n\tnext(); // ${'long '.repeat(40)}\n});\n`;
const plain = (width: number) => ({ width, color: false });

test('the table names each rule with its severity in each rule set', () => {
  assert.equal(
    renderRuleTable([RULE], plain(100)),
    [
      'rule               spec  recommended  strict  what it finds',
      '-----------------  ----  -----------  ------  -----------------------',
      'wildcard-rejected  off   note         off     The wildcard is refused',
      '',
      '1 rules',
      'One rule in full: mcp-accept rules <id>',
      '',
    ].join('\n'),
  );
});

test('on a narrow terminal the table is a list', () => {
  assert.match(
    renderRuleTable([RULE], plain(60)),
    /^wildcard-rejected\n {2}The wildcard is refused\n {2}spec: off, recommended: note, strict: off\n/,
  );
});

test('the page says why, who demands it, how severe it is and how to mend it', () => {
  const page = renderRulePage(RULE, null, null, plain(80));
  assert.match(page, /^wildcard-rejected\nThe wildcard is refused\n\nWhy\n/);
  assert.match(page, /^Requirement\n {2}no text demands this/m);
  assert.match(page, /^ {2}1\. Treat \*\/\* as both types\.\n {2}2\. Log/m);
  assert.match(page, /^References\n {2}https:/m);
});

test('code is printed in full, unwrapped and at the left edge; without a dialect it is said which there are', () => {
  const express = { step: 'Express: before the transport:', code: CODE, ran: [] };
  const remedy = { id: 'complete-accept', title: 'Accept is complete', dialects: { express, go: express } };
  assert.match(
    renderRulePage(RULE, remedy, 'express', plain(60)),
    /^Code\n {2}Express: before the transport:\n\napp\.use\(\(req, res, next\) => \{\n {2}next\(\); \/\/ (long ?){40}\n\}\);$/m,
  );
  const page = renderRulePage(RULE, remedy, null, plain(80));
  assert.match(page, /^Code\n {2}mcp-accept rules wildcard-rejected --dialect express\|go$/m);
});

test('pages keep within their width', () => {
  for (const width of [40, 60, 90, 100, 200]) {
    const lines = (
      renderRulePage(RULE, null, null, plain(width)) + renderRuleTable([RULE], plain(width))
    ).split('\n');
    assert.deepEqual(
      lines.filter((line) => displayWidth(line) > width && !line.includes('https://')),
      [],
    );
  }
});

test("a user's rule cannot drive the terminal", () => {
  const rule = { ...RULE, id: 'x\u001b[2J', title: '\u202etitle', why: '\u009b1m' };
  const hono = { step: '\u001b[1m', code: '\u001b]0;x\u0007', ran: [] };
  const remedy = { id: 'complete-accept', title: '', dialects: { hono } };
  const text = renderRulePage(rule, remedy, 'hono', plain(80)) + renderRuleTable([rule], plain(80));
  assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}]/u);
});
