import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { displayWidth } from '../layout.js';
import { renderClients } from './clients.js';
import { reports, reportsFolder } from './reports.fixture.js';

const report = reports.find(({ name }) => name === 'clients')?.report;
assert.ok(report);
const text = (width: number): string => renderClients(report, { width, color: false });

for (const width of [60, 100]) {
  test(`who can connect, at ${width} columns, looks as recorded (UPDATE_GOLDEN=1 records anew)`, () => {
    const path = join(reportsFolder, `clients-only.${width}.txt`);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text(width));
    assert.equal(text(width), readFileSync(path, 'utf8'));
  });
}

test('running text keeps within the width; what is pasted stays whole', () => {
  for (const width of [40, 60, 80, 200]) {
    const wide = text(width)
      .split('\n')
      .filter((line) => displayWidth(line) > width && !/^ *(gemini mcp|args = |"|https?:)/.test(line));
    assert.deepEqual(wide, []);
  }
  assert.match(text(40), /^ +gemini mcp add .* --header 'Authorization: Bearer \$\{MCP_TOKEN\}'$/m);
  assert.match(text(40), /^args = \["-y", "mcp-remote", "http:[^"]+"\]$/m);
});

test('the name of a server is shown beside its URL, be it a part of it; the host and one request are told as such', () => {
  const named = (name: string, requests = 2): string => {
    const targets = report.targets.map((target) => ({ ...target, name, requests }));
    return renderClients({ ...report, targets }, { width: 200, color: false });
  };
  assert.match(named('h'), /http:\/\/127\.0\.0\.1:3000\/mcp \(h\)\n.*; 2 requests, 0\.4 s\n/);
  assert.match(named('127.0.0.1:3000', 1), /http:\/\/127\.0\.0\.1:3000\/mcp\n.*; 1 request, 0\.4 s\n/);
});

test("those that fail come first, the user's own before all, and equals stand together", () => {
  const shown = text(100);
  const at = (words: string): number => {
    assert.ok(shown.includes(words), words);
    return shown.indexOf(words);
  };
  const order = [
    'Who can connect: 4 of 13, 2 cannot be told',
    'NO   Claude Code 2.1.274 and later',
    'NO   Cline 3.0.65 and later, Continue CLI',
    'NO   Gemini CLI',
    '?    opencode',
    'yes  VS Code 1.138.0 and later, mcpc',
    'yes  GitHub Copilot CLI 1.0.102 and later, LangChain',
  ].map(at);
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
});

test('a fix says where, whether it was proved, and how the client picks it up', () => {
  const shown = text(200).replace(/\s+/g, ' ');
  assert.match(
    shown,
    /fix: in the configuration: remove .* \(proved: with this change it connects\) then: in a/,
  );
  assert.match(shown, /\(tried: it is not enough\) then: start Qwen Code again\./);
  assert.match(shown, /fix: on the server: answer a method/);
});
