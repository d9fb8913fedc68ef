import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import type { LintReport, RedactedTarget, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { stableTargets } from '../src/stableId.js';
import { run } from './hostile/runHere.js';

const DAY_MS = 86_400_000;
const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);

describe('what is found is known again', () => {
  let folder: string;
  const servers: RunningServer[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-ids-'));
    const start = async (persona: string) =>
      startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), persona));
    servers.push(...(await Promise.all(['bare-406', 'bare-406', 'wrong-path'].map(start))));
    const entries = {
      docs: {
        type: 'http',
        url: 'https://docs.example/mcp',
        headers: { 'MCP-Protocol-Version': '2025-06-18' },
      },
    };
    await writeFile(join(folder, '.mcp.json'), JSON.stringify({ mcpServers: entries }));
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await rm(folder, { recursive: true });
  });
  const here = (...words: string[]) => run(words, { cwd: folder });
  const reported = async (url = ''): Promise<Report> =>
    JSON.parse((await here('probe', url, '--quick', '--json')).stdout);
  const linted = async (...words: string[]): Promise<LintReport> =>
    JSON.parse((await here('lint', '--json', ...words)).stdout);

  it('from run to run, on another port, by findings and diagnosis alike', async () => {
    const [first, second] = await Promise.all([reported(servers[0]?.url), reported(servers[1]?.url)]);
    const idsOf = ({ targets }: Report) =>
      targets.flatMap(({ findings, diagnosis }) => [
        ...findings.map(({ stableId }) => stableId),
        diagnosis?.stableId,
      ]);
    assert.notEqual(first.targets[0]?.url, second.targets[0]?.url);
    assert.deepEqual(idsOf(first), idsOf(second));
    assert.ok(idsOf(first).includes('refusal-names-nothing@http://127.0.0.1/mcp@legacy/missing hello'));
    assert.ok(idsOf(first).includes('health@http://127.0.0.1/mcp'));
  });

  it('and two servers of one run that differ in their port alone stay two', () => {
    const at = (url: string, source: RedactedTarget['source'] = null): RedactedTarget => {
      const { host } = new URL(url);
      const name = source === null ? host : source.server;
      return { name, url, headers: [], credentials: [], loopback: true, transport: 'http', source };
    };
    const [a, b] = ['http://127.0.0.1:1/mcp', 'http://127.0.0.1:2/mcp'];
    const c = at('https://u@[::1]:3/a:4');
    const docs = at('http://127.0.0.1:1/mcp', { file: '.mcp.json', server: 'docs', format: 'claude-code' });
    assert.deepEqual(stableTargets([at(a ?? ''), at(b ?? ''), c, docs]), [
      a,
      b,
      'https://u@[::1]/a:4',
      'docs',
    ]);
  });

  it('a cause is ignored by its name, is still what the page says, and does not count', async () => {
    const url = servers[2]?.url ?? '';
    const plain = await here('probe', url, '--quick');
    assert.equal(plain.code, 1);
    const { diagnosis } = (await reported(url)).targets[0] ?? {};
    const { code, stdout } = await here('probe', url, '--quick', '--ignore', diagnosis?.id ?? '');
    assert.equal(code, 0);
    assert.equal(stdout.split('\n')[0], plain.stdout.split('\n')[0]);
    assert.match(stdout, /accepted \(--ignore\): 1 diagnosis\sof\s/);
    const { stdout: annotations } = await here(
      ...['probe', url, '--quick', '--ignore', diagnosis?.id ?? '', '--report', 'github:-'],
    );
    assert.doesNotMatch(annotations, /^::error/m);
  });

  it('a baseline takes in a cause, and is stale once that is mended', async () => {
    const url = servers[2]?.url ?? '';
    const written = async (address: string) =>
      writeFile(join(folder, 'report.json'), JSON.stringify(await reported(address)));
    await written(url);
    await here('baseline', 'update', 'report.json', '--baseline', 'base.json');
    assert.equal((await here('probe', url, '--quick', '--baseline', 'base.json')).code, 0);
    // The same address in a baseline, another server behind it.
    await written(servers[0]?.url ?? '');
    const { stdout } = await here('baseline', 'update', 'report.json', '--baseline', 'base.json');
    assert.match(stdout, / 0 kept, 1 dropped/);
  });

  it('lint findings are ignored, and accepted by a baseline, until a day', async () => {
    const { findings } = await linted();
    const [first] = findings;
    assert.equal(first?.stableId, `${first?.rule}@.mcp.json@docs/MCP-Protocol-Version`);
    const { findings: rest, accepted } = await linted('--ignore', first?.rule ?? '');
    assert.ok(rest.every(({ rule }) => rule !== first?.rule) && accepted.length > 0);
    await writeFile(join(folder, 'lint.json'), JSON.stringify({ ...(await linted()) }));
    await here('baseline', 'update', 'lint.json', '--baseline', 'lint-base.json');
    const fine = await here('lint', '--fail-on', 'warning', '--baseline', 'lint-base.json');
    assert.equal(fine.code, 0);
    assert.match(fine.stdout, /accepted \(known when the baseline was made\): \d findings?\sof\s/);
    const path = join(folder, 'lint-base.json');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replaceAll('"expires": null', `"expires": "${yesterday}"`),
    );
    const over = await here('lint', '--baseline', 'lint-base.json', '--report', 'github:-');
    assert.equal(over.code, 1);
    assert.match(over.stdout, /^::error file=lint-base\.json,line=\d+/m);
  });

  it('an unknown name is refused, and a name of another command is not', async () => {
    assert.equal((await here('lint', '--fail-on', 'never', '--ignore', 'refusal-names-nothing')).code, 0);
    const { code, stderr } = await here('lint', '--ignore', 'acept-ignored');
    assert.equal(code, 2);
    assert.match(stderr, /did you mean accept-ignored/);
  });
});
