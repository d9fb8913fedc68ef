import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { unifiedDiff } from './diff.js';
import { dice } from './documents.fixture.js';

describe('a unified diff', () => {
  it('is empty where nothing changed', () => {
    assert.equal(unifiedDiff('a\n', 'a\n', 'f'), '');
  });

  it('shows three lines around a change, and where it is', () => {
    const lines = Array.from({ length: 12 }, (_, at) => `line ${at + 1}\n`);
    const before = lines.join('');
    assert.equal(
      unifiedDiff(before, before.replace('line 6\n', ''), '.mcp.json'),
      '--- .mcp.json\n+++ .mcp.json\n@@ -3,7 +3,6 @@\n line 3\n line 4\n line 5\n-line 6\n line 7\n line 8\n line 9\n',
    );
  });

  it('keeps changes that are far apart in hunks of their own, and joins those that are near', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}\n`);
    const changed = (...numbers: number[]): string =>
      lines.map((line, at) => (numbers.includes(at + 1) ? 'new\n' : line)).join('');
    const hunks = (text: string): string[] => text.match(/^@@.*@@$/gm) ?? [];
    assert.deepEqual(hunks(unifiedDiff(lines.join(''), changed(3, 20), 'f')), [
      '@@ -1,6 +1,6 @@',
      '@@ -17,7 +17,7 @@',
    ]);
    assert.deepEqual(hunks(unifiedDiff(lines.join(''), changed(3, 9), 'f')), ['@@ -1,12 +1,12 @@']);
  });

  it('says where the end of the last line is missing, and keeps Windows line ends', () => {
    assert.equal(
      unifiedDiff('{\r\n  "a": 1,\r\n  "b": 2\r\n}', '{\r\n  "a": 1\r\n}', 'f'),
      '--- f\n+++ f\n@@ -1,4 +1,3 @@\n {\r\n-  "a": 1,\r\n-  "b": 2\r\n+  "a": 1\r\n }\n\\ No newline at end of file\n',
    );
  });

  it('masks every line, those around the change too', () => {
    const mask = (line: string): string => line.replaceAll('s3cret', '[redacted]');
    const text = unifiedDiff('"k": "s3cret",\n"a": "s3cret"\n', '"k": "s3cret",\n"b": 1\n', 'f', mask);
    assert.doesNotMatch(text, /s3cret/);
    assert.match(text, /^ "k": "\[redacted\]",$/m);
    assert.match(text, /^-"a": "\[redacted\]"$/m);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'diff-'));
after(() => rmSync(folder, { recursive: true }));
const hasPatch = spawnSync('patch', ['--version']).status === 0;

it('random changes can be applied with patch', {
  skip: hasPatch ? false : 'no patch on this machine',
}, () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = dice(seed);
    const line = (): string => random.pick(['{', '}', '  "a": 1,', '  "b": 2', '', 'é']);
    const old = Array.from({ length: 1 + random.below(30) }, line);
    const now = old.flatMap((each) =>
      random.chance(0.8) ? [each] : random.chance(0.5) ? [] : [line(), each],
    );
    const end = random.pick(['', '\n']);
    const [before, wanted] = [old.join('\n') + end, now.join('\n') + (now.length > 0 ? end : '')];
    const path = join(folder, `${seed}`);
    writeFileSync(path, before);
    const input = unifiedDiff(before, wanted, path);
    if (input === '') continue;
    const ran = spawnSync('patch', ['-s', '--posix', path], { input, encoding: 'utf8' });
    assert.equal(ran.status, 0, `seed ${seed}: ${ran.stdout}${ran.stderr}\n${input}`);

    assert.equal(spawnSync('cat', [path], { encoding: 'utf8' }).stdout, wanted, `seed ${seed}\n${input}`);
  }
});
