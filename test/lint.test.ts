import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertOrderly } from './hostile/orderly.js';
import type { Ran } from './hostile/run.js';
import { run } from './hostile/runHere.js';

const HEALTHY = { mcpServers: { notes: { type: 'http', url: 'https://mcp.example.com/mcp' } } };
const UNTYPED = { mcpServers: { notes: { url: 'https://mcp.example.com/mcp' } } };
const ACCEPT = {
  mcpServers: {
    notes: { type: 'http', url: 'https://mcp.example.com/mcp', headers: { Accept: 'application/json' } },
  },
};

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mcp-accept-lint-'));
});
after(() => rm(dir, { recursive: true }));

let folders = 0;
/** A folder of its own with these files in it; returns its path. */
async function folder(files: Record<string, unknown>): Promise<string> {
  folders += 1;
  const path = join(dir, String(folders));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(path, name, '..'), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    await writeFile(join(path, name), text);
  }
  await mkdir(path, { recursive: true });
  return path;
}

async function lint(
  files: Record<string, unknown>,
  args: string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  return run(['lint', ...args], { cwd: await folder(files), env });
}

describe('lint', { concurrency: 4 }, () => {
  it('of a file as it should be says so and exits 0', async () => {
    const ran = await lint({ '.mcp.json': HEALTHY }, ['.mcp.json']);
    assert.match(ran.stdout, /^✓ \.mcp\.json \(Claude Code\): no findings\n/);
    assert.deepEqual([ran.code, ran.stderr], [0, '']);
  });

  it('names file, line and column of an error, and exits 1', async () => {
    const ran = await lint({ '.mcp.json': UNTYPED }, ['.mcp.json']);
    assert.match(ran.stdout, /^✗ /);
    assert.match(ran.stdout, /^\.mcp\.json:3:5 {2}ERROR\n {2}"notes" has a URL and no `type`/m);
    assert.equal(ran.code, 1);
  });

  it('without a file takes the nearest .mcp.json and names it', async () => {
    const path = await folder({ '.mcp.json': UNTYPED, 'deep/down/here.txt': '' });
    const ran = await run(['lint'], { cwd: join(path, 'deep', 'down') });
    assert.match(ran.stderr, /\.\.\/\.\.\/\.mcp\.json/);
    assert.match(ran.stdout, /^\.\.\/\.\.\/\.mcp\.json:3:5 {2}ERROR$/m);
  });

  it('of a named client takes the nearest file that this one reads', async () => {
    const files = { '.mcp.json': UNTYPED, '.vscode/mcp.json': { servers: {} } };
    const own = await lint(files, ['--client', 'vscode']);
    assert.match(own.stderr, /^reading \.vscode\/mcp\.json/);
    const other = await lint(files, ['--client', 'cursor']);
    assert.match(other.stderr, /^reading \.mcp\.json/);
  });

  it('what another client reads in this very folder comes before a .mcp.json above it', async () => {
    const own = { servers: { api: { type: 'http', url: 'http://127.0.0.1:1/mcp' } } };
    const path = await folder({ '.mcp.json': UNTYPED, 'deep/.vscode/mcp.json': own });
    const ran = await run(['lint'], { cwd: join(path, 'deep') });
    assert.equal(ran.stderr, 'reading .vscode/mcp.json (the nearest one)\n');
    assert.equal(ran.code, 0, ran.stdout);
  });

  it('takes the rule set and the severity to fail on', async () => {
    const files = { '.mcp.json': ACCEPT };
    assert.equal((await lint(files, ['.mcp.json'])).code, 0);
    assert.equal((await lint(files, ['.mcp.json', '--fail-on', 'note'])).code, 1);
    assert.equal((await lint(files, ['.mcp.json', '--fail-on', 'note', '--ruleset', 'spec'])).code, 0);
    assert.equal((await lint({ '.mcp.json': UNTYPED }, ['.mcp.json', '--fail-on', 'never'])).code, 0);
  });

  it('says what the version of the client does that is named', async () => {
    const files = { '.mcp.json': ACCEPT };
    const newest = await lint(files, ['.mcp.json']);
    assert.match(newest.stdout, /accept-added-to/);
    const older = await lint(files, ['.mcp.json', '--client', 'claude-code@2.0.77']);
    assert.match(older.stdout, /accept-ignored/);
  });

  it('reads a file of any name as that of the client that is named', async () => {
    const value = { servers: { notes: { url: 'https://mcp.example.com/mcp' } } };
    const ran = await lint({ 'servers.json': value }, ['servers.json', '--client', 'vscode']);
    assert.match(ran.stdout, /^✓ servers\.json \(VS Code\)/);
  });

  it('takes variables from the environment and from a file', async () => {
    const headers = { Authorization: 'Bearer ${NOTES_TOKEN}' };
    const value = { mcpServers: { notes: { ...HEALTHY.mcpServers.notes, headers } } };
    const files = { '.mcp.json': value, '.env': 'NOTES_TOKEN=a\n' };
    const without = await lint(files, ['.mcp.json']);
    assert.match(
      without.stdout,
      /^\.mcp\.json:7:34 {2}ERROR\n {2}the variable NOTES_TOKEN of "notes" is not/m,
    );
    assert.equal((await lint(files, ['.mcp.json', '--env-file', '.env'])).code, 0);
    assert.equal((await lint(files, ['.mcp.json'], { NOTES_TOKEN: 'b' })).code, 0);
  });

  it('prints the same as JSON, and writes it to a file', async () => {
    const path = await folder({ '.mcp.json': UNTYPED });
    const ran = await run(['lint', '.mcp.json', '--format', 'json', '--output', 'report.json'], {
      cwd: path,
    });
    assert.equal(ran.code, 1);
    // What a person reads is said all the same.
    assert.match(ran.stdout, /^✗/);
    const report = JSON.parse(await readFile(join(path, 'report.json'), 'utf8'));
    assert.deepEqual(
      report.findings.map((one: { rule: string; edit: unknown }) => [one.rule, one.edit]),
      [['type-missing', { path: ['mcpServers', 'notes', 'type'], value: 'http' }]],
    );
    const printed = await run(['lint', '.mcp.json', '--format', 'json'], { cwd: path });
    assert.deepEqual(JSON.parse(printed.stdout), report);
  });

  it('changes no file', async () => {
    const path = await folder({ '.mcp.json': `\ufeff${JSON.stringify(UNTYPED)}\r\n` });
    await run(['lint', '.mcp.json'], { cwd: path });
    assert.equal(await readFile(join(path, '.mcp.json'), 'utf8'), `\ufeff${JSON.stringify(UNTYPED)}\r\n`);
  });
});

describe('lint of what cannot be read exits 2, says where and what to do, and prints no report', {
  concurrency: 4,
}, () => {
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  const cases: [name: string, files: Record<string, unknown>, args: string[], stderr: RegExp][] = [
    ['no file at all', {}, ['.mcp.json'], /no such file[\s\S]*check the path/],
    [
      'no .mcp.json anywhere',
      {},
      [],
      /there is no configuration here[\s\S]*no \.mcp\.json[\s\S]*name the file/,
    ],
    ['a directory', { 'a/b': '' }, ['a'], /a directory/],
    ['an empty file', { '.mcp.json': '' }, ['.mcp.json'], /empty/],
    ['not JSON', { '.mcp.json': '{ "mcpServers": { nope } }' }, ['.mcp.json'], /\.mcp\.json:1:19/],
    ['a JSON list', { 'servers.json': '[1]' }, ['servers.json'], /no configuration of a client/],
    ['another JSON', { 'package.json': '{"name":"x"}' }, ['package.json'], /no configuration of a client/],
    ['nested too deeply', { '.mcp.json': deep }, ['.mcp.json'], /nested too deeply/],
    ['an unknown client', { '.mcp.json': HEALTHY }, ['.mcp.json', '--client', 'claud-code'], /claude-code/],
    [
      'an unknown version of a client',
      { '.mcp.json': HEALTHY },
      ['.mcp.json', '--client', 'claude-code@0.0.1'],
      /not recorded/,
    ],
    ['two files', { '.mcp.json': HEALTHY }, ['.mcp.json', '.mcp.json'], /too many arguments/],
    ['an unknown rule set', { '.mcp.json': HEALTHY }, ['--ruleset', 'lax'], /spec, recommended, strict/],
  ];
  for (const [name, files, args, stderr] of cases) {
    it(name, async () => {
      const ran = await lint(files, args);
      assert.match(ran.stderr, stderr);
      assert.deepEqual([ran.code, ran.stdout], [2, '']);
      assertOrderly(ran);
    });
  }

  it('a file without permission', { skip: process.getuid?.() === 0 && 'root may read all' }, async () => {
    const path = await folder({ '.mcp.json': HEALTHY });
    await chmod(join(path, '.mcp.json'), 0);
    const ran = await run(['lint', '.mcp.json'], { cwd: path });
    assert.match(ran.stderr, /no permission/);
    assert.equal(ran.code, 2);
  });

  it('a file of 50 MB', async () => {
    const path = await folder({ '.mcp.json': ' '.repeat(50 * 1024 * 1024) });
    const ran = await run(['lint', '.mcp.json'], { cwd: path });
    assert.match(ran.stderr, /too large/);
    assert.deepEqual([ran.code, ran.stdout], [2, '']);
    await rm(join(path, '.mcp.json'));
  });
});
