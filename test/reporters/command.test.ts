import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../../src/demo/personas.js';
import { type RunningServer, startServer } from '../../src/demo/server.js';
import { packageRoot } from '../../src/packageRoot.js';
import { run } from '../hostile/runHere.js';

describe('reports of a run', () => {
  let server: RunningServer;
  let folder: string;
  before(async () => {
    server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'bare-406'));
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-reports-'));
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const probe = (...more: string[]) => run(['probe', server.url, '--quick', ...more], { cwd: folder });
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  it('are as many as are asked for, and the person at the terminal gets the verdict all the same', async () => {
    const { code, stdout, stderr } = await probe(
      '--report',
      'sarif:a.sarif',
      '--report',
      'junit:a.xml',
      '--report',
      'markdown:a.md',
    );
    assert.equal(code, 0);
    assert.match(stdout, /^✓ Correct clients connect/);
    assert.match(stderr, /the junit report is in a\.xml/);
    assert.match(await read('a.sarif'), /"version": "2\.1\.0"/);
    assert.match(await read('a.xml'), /^<\?xml/);
    assert.match(await read('a.md'), /^### ✅/);
  });

  it('--output leaves the log with the verdict: it was empty', async () => {
    const { stdout } = await probe('--format', 'json', '--output', 'a.json');
    assert.match(stdout, /^✓ Correct clients connect/);
    assert.equal(JSON.parse(await read('a.json')).exitCode, 0);
  });

  it('one of them may have stdout: the page goes to stderr', async () => {
    const { stdout, stderr } = await probe('--report', 'sarif:-');
    assert.equal(JSON.parse(stdout).version, '2.1.0');
    assert.match(stderr, /✓ Correct clients connect/);
  });

  it('two never mix on stdout, and nothing is sent before that is said', async () => {
    const before = server.received.length;
    for (const words of [
      ['--json', '--report', 'sarif:-'],
      ['--report', 'sarif:-', '--report', 'har:-'],
    ]) {
      const { code, stdout, stderr } = await probe(...words);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /two reports cannot share stdout/);
    }
    assert.equal(server.received.length, before);
  });

  it('a format that is not there is named, with those that are', async () => {
    const { code, stderr } = await probe('--report', 'sarf:a');
    assert.equal(code, 2);
    assert.match(stderr, /sarif, junit/);
    assert.equal((await run(['lint', '--report', 'har:a'], { cwd: folder })).code, 2);
  });

  it('a file that cannot be written costs no other report', async () => {
    const { code, stderr } = await probe('--report', 'sarif:no/where', '--report', 'junit:b.xml');
    assert.equal(code, 2);
    assert.match(stderr, /cannot be written/);
    assert.match(await read('b.xml'), /^<\?xml/);
  });

  it('none of them takes the place of what is read', async () => {
    const file = join(folder, '.mcp.json');
    await writeFile(file, JSON.stringify({ mcpServers: { a: { type: 'http', url: server.url } } }));
    const { code, stderr } = await run(['probe', '--config', file, '--report', `sarif:${file}`], {
      cwd: folder,
    });
    assert.equal(code, 2);
    assert.match(stderr, /would be written over/);
  });

  it('ndjson is told as it happens: a line for each exchange, then findings, target and end', async () => {
    const { stdout } = await probe('--format', 'ndjson');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const names = events.map(({ event }) => event);
    assert.deepEqual([names[0], names.at(-1)], ['exchange', 'end']);
    assert.equal(
      names.filter((name) => name === 'exchange').length,
      events.find(({ event }) => event === 'target').requests,
    );
    await probe('--report', 'ndjson:a.ndjson');
    assert.equal((await read('a.ndjson')).trim().split('\n').length, events.length);
  });

  it("GitHub's runner is told not to listen while the page quotes a server", async () => {
    const { stdout } = await run(['probe', server.url, '--quick'], {
      cwd: folder,
      env: { GITHUB_ACTIONS: 'true' },
    });
    const [first = '', ...rest] = stdout.trimEnd().split('\n');
    const token = /^::stop-commands::([\w-]{30,})$/.exec(first)?.[1];
    assert.equal(rest.at(-1), `::${token}::`);
  });

  it('an annotation stands where the URL stands in the workflow, or where the entry stands in its file', async () => {
    await mkdir(join(folder, '.github', 'workflows'), { recursive: true });
    const workflow = `jobs:\n  a:\n    with: { longer: ${server.url}/more }\n    run: mcp-accept ${server.url}\n`;
    await writeFile(join(folder, '.github', 'workflows', 'ci.yml'), workflow);
    const env = {
      GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/ci.yml@refs/heads/main',
      GITHUB_WORKSPACE: folder,
    };
    const inWorkflow = await run(['probe', server.url, '--quick', '--report', 'github:-'], {
      cwd: folder,
      env,
    });
    assert.match(inWorkflow.stdout, /^::warning file=\.github\/workflows\/ci\.yml,line=4,col=21,/);
    await writeFile(
      join(folder, '.mcp.json'),
      `{ "mcpServers": {\n  "a": { "type": "http",\n    "url": "${server.url}" } } }`,
    );
    const inFile = await run(['probe', '--config', '.mcp.json', '--quick', '--report', 'github:-'], {
      cwd: folder,
    });
    assert.match(inFile.stdout, /^::warning file=\.mcp\.json,line=3,col=12,/);
  });

  it('lint has them too, at line and column', async () => {
    await writeFile(
      join(folder, '.mcp.json'),
      `{ "mcpServers": {\n  "a": { "type": "htp", "url": "${server.url}" } } }`,
    );
    const { stdout } = await run(['lint', '--report', 'sarif:-'], { cwd: folder });
    const { physicalLocation } = JSON.parse(stdout).runs[0].results[0].locations[0];
    assert.equal(physicalLocation.artifactLocation.uri, '.mcp.json');
    assert.equal(physicalLocation.region.startLine, 2);
  });
});
