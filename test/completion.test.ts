import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { SCRIPTS } from '../src/cli/completion/scripts.js';
import { packageRoot } from '../src/packageRoot.js';
import { folderWith } from './fixing.js';
import { run } from './hostile/runHere.js';

/** What may stand in the place of the last word, without what it is. */
async function candidates(words: string[], cwd?: string): Promise<string[]> {
  const { stdout, code } = await run(['complete', '--', ...words], cwd === undefined ? {} : { cwd });
  assert.equal(code, 0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0] ?? '');
}

describe('completion knows', () => {
  it('the commands, and none that is for the shells alone', async () => {
    const all = await candidates(['']);
    for (const command of ['probe', 'lint', 'fix', 'clients', 'mcp', 'completion'])
      assert.ok(all.includes(command), command);
    assert.ok(!all.includes('complete'));
    assert.deepEqual(await candidates(['pro']), ['probe']);
  });

  it('the options of a command that were not given yet, and what they take', async () => {
    assert.deepEqual(await candidates(['probe', '--rules']), ['--ruleset', '--rules']);
    assert.deepEqual(await candidates(['probe', '--ruleset', '']), ['spec', 'recommended', 'strict']);
    assert.deepEqual(await candidates(['probe', '--ruleset=s']), ['--ruleset=spec', '--ruleset=strict']);
    assert.ok(!(await candidates(['probe', '--quick', '--'])).includes('--quick'));
    assert.ok((await candidates(['probe', '--header', 'A: b', '--'])).includes('--header'));
  });

  it('the subcommands, and the options of probe where probe is left out', async () => {
    assert.ok((await candidates(['clients', ''])).includes('record'));
    assert.deepEqual(await candidates(['--bearer']), ['--bearer-env']);
  });

  it('rules, diagnoses, statuses, clients, personas, formats', async () => {
    assert.ok((await candidates(['rules', 'wildcard-'])).includes('wildcard-rejected'));
    assert.ok((await candidates(['explain', 'nothing'])).includes('nothing-listens'));
    assert.deepEqual(await candidates(['explain', '40']), ['400', '401', '403', '404', '405', '406']);
    assert.ok((await candidates(['probe', '--client', 'claude'])).includes('claude-code'));
    assert.ok((await candidates(['serve', 'stat'])).includes('stateful'));
    assert.deepEqual(await candidates(['probe', '--report', 'sar']), ['sarif:']);
    assert.deepEqual(await candidates(['probe', '--severity', 'wildcard-r']), ['wildcard-rejected=']);
  });

  it('the servers of the file that is named, or that is nearest', async (test) => {
    const servers = (...names: string[]): string =>
      JSON.stringify({
        mcpServers: Object.fromEntries(
          names.map((name) => [name, { type: 'http', url: 'http://x.example/mcp' }]),
        ),
      });
    const { path, at } = folderWith(test, {
      '.mcp.json': servers('notes', 'issues'),
      'crush.json': servers(),
      'other/.mcp.json': servers('wiki'),
    });
    assert.deepEqual(await candidates(['probe', '--server', ''], path), ['notes', 'issues']);
    assert.deepEqual(await candidates(['probe', '--config', at('other/.mcp.json'), '--server', ''], path), [
      'wiki',
    ]);
    assert.deepEqual(await candidates(['fix', at('other/.mcp.json'), '--server', 'w'], path), ['wiki']);
  });

  it('where a path may stand', async () => {
    assert.deepEqual(await candidates(['probe', '--config', '']), [':files']);
    assert.deepEqual(await candidates(['lint', 'x']), [':files']);
  });

  it('nothing, quietly, of what is not there', async () => {
    assert.deepEqual(await candidates(['probe', '--absent', '']), ['']);
    assert.deepEqual(await candidates(['absent', 'x']), ['']);
  });
});

it('completes in bash, as if Tab were pressed', async (test) => {
  const bin = join(packageRoot, 'bin', 'mcp-accept.js');
  const { path, at } = folderWith(test, {
    'mcp-accept': `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
    'completion.bash': SCRIPTS.bash,
  });
  chmodSync(at('mcp-accept'), 0o755);
  const press = `
    source completion.bash
    tab() { COMP_LINE=$1; COMP_POINT=\${#1}; _mcp_accept; printf '%s|' "\${COMPREPLY[@]}"; echo; }
    tab 'mcp-accept pro'
    tab 'mcp-accept probe --ruleset='
    tab 'mcp-accept probe --report sarif:'
    tab 'mcp-accept check completion'
    complete -p mcp-accept`;
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', press], {
    cwd: path,
    env: { ...process.env, PATH: `${path}:${process.env['PATH']}` },
  });
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    'probe|',
    'spec|recommended|strict|',
    '|',
    'completion.bash|',
    'complete -F _mcp_accept mcp-accept',
  ]);
});

it('is written for PowerShell without what its parser takes for something else', () => {
  const script = SCRIPTS.powershell;
  // Outside of single quotes every bracket is closed in order, and no quote is left open.
  const bare = script.replace(/'[^'\n]*'/g, "''");
  assert.equal((bare.match(/'/g) ?? []).length % 2, 0);
  const open: string[] = [];
  for (const sign of bare) {
    if ('([{'.includes(sign)) open.push(sign);
    else if (')]}'.includes(sign)) assert.equal(open.pop(), { ')': '(', ']': '[', '}': '{' }[sign]);
  }
  assert.deepEqual(open, []);
  // Backticks escape, curly quotes are quotes, && is none of PowerShell 5.1's operators.
  assert.doesNotMatch(script, /[`\u2018-\u201f]|&&|\|\|/);
});
