import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { SCRIPTS } from '../../src/cli/completion/scripts.js';
import { packageRoot } from '../../src/packageRoot.js';
import { folderWith } from '../fixing.js';

const { noReaders, readers } = (await import(
  pathToFileURL(join(packageRoot, 'test', 'system', 'readers.mjs')).href
)) as typeof import('./readers.mjs');

/** Whether the grammar of PowerShell reads a file without an error. */
const HAS_ERROR = `
import sys, tree_sitter, tree_sitter_powershell
grammar = tree_sitter.Language(tree_sitter_powershell.language())
print(tree_sitter.Parser(grammar).parse(open(sys.argv[1], 'rb').read()).root_node.has_error)
`;

/** Runs a shell in a folder where the program and what completes it stand. */
async function linesOf(test: TestContext, command: string, words: string[]): Promise<string[]> {
  const bin = join(packageRoot, 'bin', 'mcp-accept.js');
  const { path, at } = folderWith(test, {
    'mcp-accept': `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
    'c.fish': SCRIPTS.fish,
    'c.zsh': SCRIPTS.zsh,
  });
  chmodSync(at('mcp-accept'), 0o755);
  const env = { ...process.env, HOME: path, PATH: `${path}:${process.env['PATH']}` };
  const { stdout } = await promisify(execFile)(command, words, { cwd: path, env });
  return stdout.trimEnd().split('\n');
}

it('completes in fish, as fish itself says', async (test) => {
  const press = `source c.fish
    complete -C 'mcp-accept pro'
    complete -C 'mcp-accept probe --ruleset s'
    complete -C 'mcp-accept check c.z'`;
  const lines = await linesOf(test, 'fish', ['--no-config', '-c', press]);
  assert.deepEqual(
    lines.map((line) => line.split('\t')[0]),
    ['probe', 'spec', 'strict', 'c.zsh'],
  );
});

it('completes in zsh, which is handed values and what they are', async (test) => {
  const press = `autoload -Uz compinit && compinit -u -D
    source c.zsh
    _describe() { local -a all; all=("\${(@P)2}"); print -rl -- "\${all[@]}" }
    _files() { print paths }
    tab() { local -a words; words=("\${(@s: :)1}"); CURRENT=$#words; _mcp_accept }
    tab 'mcp-accept pro'
    tab 'mcp-accept probe --ruleset s'
    tab 'mcp-accept check c'`;
  assert.deepEqual(await linesOf(test, 'zsh', ['-f', '-c', press]), [
    'probe:send the matrix to a server and judge the answers',
    'spec:',
    'strict:',
    'paths',
  ]);
});

it('is read by the grammar of PowerShell without an error, and half of it is not', {
  skip: noReaders,
}, async (test) => {
  const { python } = await readers();
  const { at } = folderWith(test, {
    'whole.ps1': SCRIPTS.powershell,
    'half.ps1': SCRIPTS.powershell.trimEnd().replace(/\}$/, ''),
  });
  const says = async (name: string): Promise<string> =>
    (await promisify(execFile)(python, ['-c', HAS_ERROR, at(name)])).stdout.trim();
  assert.deepEqual([await says('whole.ps1'), await says('half.ps1')], ['False', 'True']);
});
