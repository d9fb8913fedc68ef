import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, rendered, reports } from './reports.fixture.js';
import { renderTerminal } from './terminal.js';

test('of a configuration, the bad ones are named first and what is well is told in brief', () => {
  const text = rendered('several');
  assert.match(text, /^\.mcp\.json \(Claude Code\): 1 of 4 servers connects\n✗ tickets /);
  assert.match(text, /^✓ docs: (Claude Code connects|correct clients connect)$/m);
  assert.match(text, /^- files: it starts a program/m);
  assert.match(text, /^ +do +mcp-accept fix \.mcp\.json makes the change$/m);
  assert.doesNotMatch(text, /Paste into/);
});

test("of Claude Code's own file, fix is said to print the line that makes the change", () => {
  const report = edited('several', () => {});
  assert.ok(report.configuration);
  Object.assign(report.configuration, { format: 'claude-user', file: "/home/a b/it's/.claude.json" });
  const text = renderTerminal(report, { width: 200, color: false });
  assert.match(
    text,
    /mcp-accept fix '\/home\/a b\/it'\\'*s\/\.claude\.json' prints the line that makes the change$/m,
  );
});

test('fix is not promised where it changes nothing: credentials, a bridge, a header that is not enough', () => {
  for (const client of ['gemini-cli', 'codex', 'qwen-code', 'openai-agents']) {
    const report = edited('several', ({ clients }) => {
      const other = reports
        .find(({ name }) => name === 'clients')
        ?.report.targets[0]?.clients?.find((one) => one.client === client);
      assert.ok(other);
      if (clients !== null) clients[0] = { ...other, yours: true };
    });
    assert.doesNotMatch(renderTerminal(report, { width: 100, color: false }), /mcp-accept fix/, client);
  }
});

test("the user's own client decides the headline: what fails, whose fault it is, what mends it", () => {
  const text = rendered('clients').replace(/\s+/g, ' ');
  assert.match(text, /^✗ Claude Code does not connect: notifications\/initialized carries/);
  assert.match(text, /fault configuration/);
  assert.match(text, /do 1\. .*emove "MCP-Protocol-Version"/);
});
