import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { LintReport } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { displayWidth } from '../layout.js';
import { renderJson } from './json.js';
import { renderLint } from './lint.js';
import { objects, undescribed } from './schema.fixture.js';

const FOLDER = join(packageRoot, 'fixtures', 'lint-report');
const WIDTHS = [40, 60, 79, 100, 200];
const NASTY = 'a\u001b[2J\u009b1m\r\n\u202e\u0000\u200b';

const report: LintReport = JSON.parse(readFileSync(join(FOLDER, 'report.json'), 'utf8'));
const schema = JSON.parse(readFileSync(join(packageRoot, 'rules', 'schema', 'lint.schema.json'), 'utf8'));
const diagnosed = JSON.parse(
  readFileSync(join(packageRoot, 'rules', 'schema', 'report.schema.json'), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
  .addSchema(diagnosed)
  .compile(schema);

for (const width of [40, 60, 100]) {
  test(`at ${width} columns it looks as recorded (UPDATE_GOLDEN=1 records anew)`, () => {
    const path = join(FOLDER, `${width}.txt`);
    const text = renderLint(report, { width, color: false });
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
    assert.equal(text, readFileSync(path, 'utf8'));
  });
}

test('it keeps within its width, but for places and URLs, which can be clicked', () => {
  for (const width of WIDTHS) {
    const lines = renderLint(report, { width, color: false }).split('\n');
    const whole = /^\S+:\d+:\d+ {2}[A-Z]+$|^ *\S*https?:\S+$/;
    const wide = lines.filter((line) => displayWidth(line) > width && !whole.test(line));
    assert.deepEqual(wide, [], `wider than ${width}`);
  }
});

test('every finding begins with file, line and column, and its severity in a word', () => {
  const text = renderLint(report, { width: 60, color: false });
  const places = text
    .split('\n')
    .filter((line) => /^\.mcp\.json:\d+:\d+ {2}(ERROR|WARNING|NOTE)$/.test(line));
  assert.equal(places.length, report.findings.length);
});

test('colour changes nothing but the colour', () => {
  const plain = renderLint(report, { width: 100, color: false });
  const coloured = renderLint(report, { width: 100, color: true });
  assert.doesNotMatch(plain, /\p{Cc}(?<!\n)/u);
  assert.ok(coloured.includes('\u001b['));
  assert.equal(stripVTControlCharacters(coloured), plain);
});

test('hostile text in a file drives no terminal', () => {
  const hostile: LintReport = JSON.parse(JSON.stringify(report), (key, value) =>
    typeof value === 'string' && !['severity', 'keyword', 'ruleset', 'transport'].includes(key)
      ? value + NASTY
      : value,
  );
  for (const width of WIDTHS) {
    const text = renderLint(hostile, { width, color: false });
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  }
  assert.doesNotMatch(renderJson(hostile), /(?!\n)[\p{Cc}\p{Cf}]/u);
  assert.deepEqual(JSON.parse(renderJson(hostile)), hostile);
});

test('many findings of one rule with one advice are said once, with every place; two are said twice', () => {
  const [one] = report.findings;
  assert.ok(one);
  const at = (line: number, server: string, message: string) => ({
    ...one,
    line,
    column: 7,
    server,
    message,
  });
  const two = [at(4, 'a', 'the first'), at(9, 'b', 'the second')];
  const text = (findings: LintReport['findings']) =>
    renderLint({ ...report, findings }, { width: 100, color: false });
  assert.match(text(two), /the first[\s\S]*the second/);
  const three = text([...two, at(14, 'c', 'the third')]);
  assert.match(three, /mcp\.json:4:7 .*\n {2}the first\n.*\n {2}also at +9:7 \(b\), 14:7 \(c\)\n/);
  assert.doesNotMatch(three, /the second|the third/);
  const advices = text([...two, { ...at(14, 'c', 'the third'), steps: ['Do something else.'] }]);
  assert.match(advices, /the first[\s\S]*the second[\s\S]*the third/);
});

test('the verdict is the worst severity, and a file without findings is fine', () => {
  const only = (severity: 'error' | 'warning' | 'note'): string => {
    const findings = report.findings.slice(0, 1).map((finding) => ({ ...finding, severity }));
    return renderLint({ ...report, findings }, { width: 80, color: false });
  };
  assert.match(only('error'), /^✗ \.mcp\.json \(Claude Code\): 1 error\n {2}3 servers stand in it\.\n/);
  assert.match(only('warning'), /^✓ .*: 1 warning$/m);
  assert.match(only('note'), /^✓ .*: 1 note$/m);
  const clean = renderLint({ ...report, findings: [], exitCode: 0 }, { width: 80, color: false });
  assert.match(clean, /^✓ [^\n]+: no findings\n/);
  assert.doesNotMatch(clean, /mcp-accept fix/);
  const empty = renderLint({ ...report, findings: [], servers: [] }, { width: 80, color: false });
  assert.match(empty, /No server stands in it\./);
});

test('it is printed as the published schema says', () => {
  assert.equal(validate(JSON.parse(renderJson(report))), true, JSON.stringify(validate.errors));
});

test('with any one field left out, added or of another type it breaks the schema', () => {
  for (const path of objects(JSON.parse(renderJson(report)), [])) {
    for (const key of [...Object.keys(at(report, path)), 'surplus']) {
      // The absence of this one says that the key goes.
      if (key === 'value') continue;
      const copy = JSON.parse(renderJson(report));
      const parent = at(copy, path);
      if (key in parent) delete parent[key];
      else parent[key] = 'surplus';
      assert.equal(validate(copy), false, [...path, key].join('/'));
      if (key === 'surplus') continue;
      parent[key] = { wrong: true };
      assert.equal(validate(copy), false, [...path, key, 'wrong'].join('/'));
    }
  }
});

test('every field of the schema has a title and a description', () => {
  assert.deepEqual(undescribed(schema), []);
});

function at(root: unknown, path: string[]): { [key: string]: unknown } {
  let node = root as { [key: string]: unknown };
  for (const key of path) node = node[key] as { [key: string]: unknown };
  return node;
}
