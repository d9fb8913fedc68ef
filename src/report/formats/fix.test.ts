import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Diagnosis, FixReport } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { displayWidth } from '../layout.js';
import { renderFix } from './fix.js';
import { renderJson } from './json.js';

const NASTY = 'a\u001b[2J\u009b1m\u202e\u0000\u200b';
const CAUSE: Diagnosis = {
  id: 'client-fails-by-its-entry',
  stableId: 'client-fails-by-its-entry@far',
  class: 'cause',
  layer: 'client',
  blame: ['configuration'],
  alsoInvolved: [],
  confidence: { level: 'very likely', because: ['with this change it connects: that was tried'] },
  title: 'Claude Code does not connect',
  detail: '',
  do: [{ who: 'client', step: 'remove the header', code: null }],
  tellApart: null,
  group: null,
  evidence: [],
  references: [],
};
const REPORT: FixReport = {
  tool: 'mcp-accept',
  version: '0.0.0',
  exitCode: 1,
  file: '.mcp.json',
  format: 'claude-code',
  client: 'Claude Code',
  guessed: false,
  profile: { id: 'claude-code@2.1.274', versions: '2.1.274 and later' },
  servers: [
    {
      name: 'api',
      scope: null,
      skipped: null,
      before: false,
      after: true,
      because: null,
      why: 'it fails at notifications/initialized',
    },
    {
      name: 'far',
      scope: '/home/me',
      skipped: null,
      before: null,
      after: null,
      because: 'the server cannot be reached',
      why: null,
    },
    {
      name: 'sql',
      scope: null,
      skipped: 'it is started as a program (stdio)',
      before: null,
      after: null,
      because: null,
      why: null,
    },
  ],
  targets: [
    { name: 'api', scope: null, diagnosis: CAUSE, because: null },
    { name: 'far', scope: '/home/me', diagnosis: null, because: 'the server cannot be reached' },
    { name: 'sql', scope: null, diagnosis: null, because: 'it is started as a program (stdio)' },
  ],
  edits: [
    {
      rule: 'protocol-version-doubled',
      server: 'api',
      line: 8,
      column: 9,
      what: 'remove the header MCP-Protocol-Version',
      changes: [
        { do: 'remove', path: ['mcpServers', 'api', 'headers', 'MCP-Protocol-Version'], value: null },
      ],
      outcome: 'proved',
      because:
        'Without this change Claude Code fails at notifications/initialized (400). With it, it connects.',
      made: true,
    },
    {
      rule: 'accept-added-to',
      server: 'api',
      line: 7,
      column: 9,
      what: 'remove the header Accept',
      changes: [{ do: 'remove', path: ['mcpServers', 'api', 'headers', 'Accept'], value: null }],
      outcome: 'no-effect',
      because: 'Changes nothing for Claude Code: without this change it connects just the same.',
      made: false,
    },
  ],
  remaining: [
    {
      rule: 'variable-unset',
      stableId: 'variable-unset@.mcp.json@far',
      severity: 'error',
      server: 'far',
      line: 12,
      column: 5,
      message: 'FAR_TOKEN is not set',
      steps: ['export FAR_TOKEN=... where the client starts'],
    },
  ],
  movedTo: null,
  diff: '--- .mcp.json\n+++ .mcp.json\n@@ -7,2 +7 @@\n \t"Accept": "x",\r\n-\t"MCP-Protocol-Version": "2025-06-18"\r\n }\n\\ No newline at end of file\n',
  written: false,
  backup: null,
  next: 'Nothing was written. To write the changes: the same command with --write.',
  pickUp: 'reconnect the server in /mcp',
  notes: [
    { text: 'Claude Code remembers something that matters here.', command: "jq 'del(.a)' ~/.claude.json" },
  ],
};

const render = (report: FixReport, width: number, color = false): string =>
  renderFix(report, { width, color });

describe('the report for other tools', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/fix.schema.json'), 'utf8'));
  const diagnosed = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/report.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).addSchema(diagnosed).compile(schema);

  it('is as the published schema says, and breaks it with any one field left out or added', () => {
    assert.equal(validate(JSON.parse(renderJson(REPORT))), true, JSON.stringify(validate.errors));
    const objects = (report: FixReport): object[] => [
      report,
      ...report.servers,
      ...report.edits,
      ...report.edits.flatMap(({ changes }) => changes),
      ...report.remaining,
      ...report.notes,
      ...(report.profile === null ? [] : [report.profile]),
    ];
    for (const [index, original] of objects(REPORT).entries()) {
      for (const key of [...Object.keys(original), 'surplus']) {
        const copy = structuredClone(REPORT);
        const changed = objects(copy)[index] as Record<string, unknown>;
        if (key in changed) delete changed[key];
        else changed[key] = 1;
        assert.equal(validate(copy), false, `${index} ${key}`);
      }
    }
  });

  it('has a title and a description for every field', () => {
    const fields: Record<string, unknown>[] = [];
    JSON.stringify(schema, (key, value) => {
      if (key === 'properties') fields.push(...(Object.values(value) as Record<string, unknown>[]));
      return value;
    });
    assert.ok(fields.length > 40);
    assert.deepEqual(
      fields.filter((field) => !field['title'] || !field['description']),
      [],
    );
  });
});

describe('what fix says on a terminal', () => {
  it('begins with the verdict, and ends with how the client picks the change up', () => {
    const text = render(REPORT, 100);
    assert.match(
      text,
      /^✗ \.mcp\.json \(Claude Code, replayed as 2\.1\.274 and later\): to be mended by the changes below\n/,
    );
    assert.match(text, /\n {2}api: does not connect as it stands, connects with the changes\n/);
    assert.match(text, /\n {2}far \(\/home\/me\): unclear: the server cannot be reached\n/);
    assert.match(text, /\n {2}sql: skipped: it is started as a program \(stdio\)\n/);
    assert.match(text, /\n {2}\.mcp\.json:8:9 {2}PROVED\n/);
    assert.match(text, /\nThen: reconnect the server in \/mcp\.\nmcp-accept 0\.0\.0, exit code 1\n$/);
  });

  it('has a verdict for every end', () => {
    const first = (report: Partial<FixReport>): string =>
      render({ ...REPORT, edits: [], diff: '', ...report }, 100)
        .split('\n')[0]
        ?.replace(/\.mcp\.json .*\): /, '') ?? '';
    assert.equal(first({ exitCode: 0 }), '✓ nothing to mend');
    assert.equal(first({ exitCode: 1 }), '✗ no change here would mend it');
    assert.equal(first({ exitCode: 3, servers: REPORT.servers.slice(1) }), '~ unclear');
    assert.equal(first({ exitCode: 0, edits: REPORT.edits, written: true, backup: 'x' }), '✓ mended');
    assert.equal(first({ exitCode: 1, edits: REPORT.edits, written: true, backup: 'x' }), '~ mended in part');
  });

  it('keeps within its width, but for places, the diff and lines for a shell', () => {
    for (const width of [40, 60, 79, 120, 200]) {
      const whole = /^(---|\+\+\+|@@| {2}\.mcp\.json:|jq |[ +-] {4}"|\\)/;
      const wide = render(REPORT, width)
        .split('\n')
        .filter((line) => displayWidth(line) > width && !whole.test(line));
      assert.deepEqual(wide, [], `wider than ${width}`);
    }
  });

  it('shows the diff as it is, without the carriage returns of the file', () => {
    assert.match(
      render(REPORT, 40),
      /\n- {4}"MCP-Protocol-Version": "2025-06-18"\n \}\n\\ No newline at end of file\n/,
    );
  });

  it('lets nothing hostile through, and colour changes nothing else', () => {
    const hostile: FixReport = JSON.parse(JSON.stringify(REPORT), (key, value) =>
      typeof value === 'string' && !['outcome', 'severity', 'tool', 'version', 'diff', 'do'].includes(key)
        ? value + NASTY
        : value,
    );
    hostile.diff = REPORT.diff.replace('2025', `2025${NASTY}`);
    const text = render(hostile, 100);
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.equal(stripVTControlCharacters(render(hostile, 100, true)), text);
    assert.deepEqual(JSON.parse(renderJson(hostile)), hostile);
    assert.doesNotMatch(renderJson(hostile), /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});
