import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/packageRoot.js';
import { NASTY, nasty, type Reported, reportedOf, textOf } from './hostile.js';

// What the official toolkit sends is what the runner reads.
const { toCommandProperties, toCommandValue } = (await import(
  pathToFileURL(join(packageRoot, 'node_modules/@actions/core/lib/utils.js')).href
)) as { toCommandValue(text: string): string; toCommandProperties(all: object): Record<string, unknown> };
assert.equal(toCommandValue('a'), 'a');
assert.equal(toCommandProperties({ startLine: 3, startColumn: 4 })['line'], 3);

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

/** As the runner reads a line (`ActionCommand.TryParseV2`). */
function commandIn(line: string): Command | null {
  const found = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line);
  if (found === null) return null;
  const undone = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = (found[2] ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), undone(pair.slice(at + 1))];
    });
  return { name: found[1] ?? '', properties: Object.fromEntries(properties), data: undone(found[3] ?? '') };
}

async function commands(reported: Reported): Promise<Command[]> {
  const lines = (await textOf('github', reported)).trimEnd().split('\n');
  return lines.map((line) => {
    const command = commandIn(line);
    assert.ok(command, line);
    return command;
  });
}

describe('workflow commands', () => {
  it('are an annotation for each rule, at the place where the target is written down', async () => {
    const place = { file: 'a,b:c/.mcp.json', line: 7, column: 3 };
    const all = await commands(await reportedOf('faulty', place));
    assert.deepEqual(
      all.map(({ name }) => name),
      [...all.map(({ name }) => name)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
    );
    const [error] = all;
    assert.equal(error?.name, 'error');
    assert.equal(error?.properties['file'], place.file);
    assert.equal(error?.properties['line'], '7');
    assert.equal(error?.properties['col'], '3');
    assert.match(error?.properties['title'] ?? '', /notification-answered-200/);
  });

  it('say what a server said without obeying it', async () => {
    const { report, run } = await reportedOf('faulty');
    const [plain, all] = [await commands({ report, run }), await commands({ report: nasty(report), run })];
    assert.equal(all.length, plain.length);
    assert.ok(all.every(({ name }) => ORDER.includes(name)));
    assert.ok(all.some(({ data }) => data.includes('::error::pwned')));
    assert.ok(NASTY.includes('%0A') && all.some(({ data }) => !data.includes('\n')));
  });

  it('are as many as GitHub shows, and count the rest', async () => {
    const { report, run } = await reportedOf('bare-406');
    const [target] = report.targets;
    const finding = target?.findings[0];
    assert.ok(target && finding);
    target.findings = Array.from({ length: 25 }, (_, at) => ({
      ...finding,
      rule: `own-${at}`,
      severity: 'warning' as const,
    }));
    const all = await commands({ report, run });
    assert.equal(all.length, 10);
    assert.match(all.at(-1)?.data ?? '', /^and 16 more/);
  });
});

const ORDER = ['error', 'warning', 'notice'];
