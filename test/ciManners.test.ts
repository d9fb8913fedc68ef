import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';

const persona = (name: string) => loadPersona(join(packageRoot, 'fixtures', 'servers'), name);

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

describe('in CI', () => {
  let server: RunningServer;
  let folder: string;
  before(async () => {
    server = await startServer(await persona('bare-406'));
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-ci-'));
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const probe = (...words: string[]) => run(['probe', '--quick', ...words], { cwd: folder });

  it('--wait waits for a server that starts late, without its credentials, and then probes it', async (t) => {
    const port = await freePort();
    const late = setTimeout(async () => {
      const started = await startServer(await persona('strict'), { port });
      t.after(() => started.close());
    }, 300);
    t.after(() => clearTimeout(late));
    const { code, stdout, stderr } = await probe(
      `http://127.0.0.1:${port}/mcp`,
      '--wait',
      '20s',
      '-H',
      'Authorization: Bearer demo-token',
    );
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^✓ Correct clients connect/);
  });

  it('a --wait that ends in vain says for whom, and the report what is wrong: exit code 3', async () => {
    const url = `http://127.0.0.1:${await freePort()}/mcp`;
    const { code, stdout, stderr } = await probe(url, '--wait', '400ms', '--report', 'junit:late.xml');
    assert.equal(code, 3);
    assert.match(stderr, /waited 0\.4 s for http.* in vain: ECONNREFUSED/);
    assert.match(stdout, /nothing listens there/);
    assert.match(await readFile(join(folder, 'late.xml'), 'utf8'), /errors="1"/);
  });

  it('--deadline ends the whole run: what is not known by then is not judged, exit code 3', async (t) => {
    const slow = await listen(() => {});
    t.after(() => slow.close());
    const { code, stdout, stderr, ms } = await probe(slow.url, '--deadline', '200ms', '--json');
    assert.equal(code, 3);
    const [target] = JSON.parse(stdout).targets;
    assert.equal(target.diagnosis.title, 'The deadline of 0.2 s came first: it cannot be told');
    assert.match(stderr, /the deadline of 0\.2 s came first/);
    assert.ok(ms < 9000, `${ms} ms`);
  });

  it('--max-requests is not exceeded: what would have taken more is not judged, exit code 3', async () => {
    const { code, stdout, stderr } = await probe(server.url, '--max-requests', '9', '--json');
    assert.equal(code, 3);
    const [target] = JSON.parse(stdout).targets;
    assert.match(target.diagnosis.title, /^The budget of 9 requests was used up/);
    assert.ok(target.requests <= 9);
    assert.match(stderr, /the budget of 9 requests is used up/);
  });

  it('several URLs are probed in one run, told apart, and kept in one recording', async (t) => {
    const other = await startServer(await persona('strict'));
    t.after(() => other.close());
    const { stdout } = await probe(server.url, other.url, '-q', '--record', 'both.json');
    assert.equal(stdout.split('\n').filter((line) => /127\.0\.0\.1:\d+\/mcp/.test(line)).length, 2);
    const again = await run(['check', 'both.json', '-q'], { cwd: folder });
    assert.equal(again.stdout, stdout);
    const twice = await probe(server.url, `${server.url}?a=1`, '--json');
    const names = JSON.parse(twice.stdout).targets.map(({ name }: { name: string }) => name);
    assert.equal(new Set(names).size, 2);
  });

  it('-q is a line per target and finding, and its last line the summary', async () => {
    const { stdout } = await probe(server.url, '-q');
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[1] ?? '', /^ {2}warning {2}refusal-names-nothing: /);
    assert.match(lines.at(-1) ?? '', /^1 of 1 connects; 1 warning(, \d notes?)?; exit code 0$/);
  });

  it('--ignore takes a finding out, for one target, until the end of a day; it is told apart', async () => {
    const strict = [server.url, '--fail-on', 'warning', '--json'];
    const failing = async (...ignore: string[]) =>
      probe(...strict, ...ignore.flatMap((one) => ['--ignore', one]));
    assert.equal((await failing()).code, 1);
    const host = new URL(server.url).host;
    for (const one of [
      'refusal-names-nothing',
      `refusal-names-nothing@${host}`,
      'refusal-names-nothing:2999-12-31',
    ]) {
      const { code, stdout } = await failing(one);
      const { accepted, targets } = JSON.parse(stdout);
      const left = targets[0].findings.filter(({ severity }: { severity: string }) => severity !== 'note');
      assert.deepEqual([code, left.length], [0, 0], one);
      assert.ok(
        accepted.length > 0 &&
          accepted.every(
            ({ finding }: { finding: { rule: string } }) => finding.rule === 'refusal-names-nothing',
          ),
      );
    }
    for (const one of ['refusal-names-nothing@elsewhere', 'refusal-names-nothing:2020-01-01']) {
      assert.equal((await failing(one)).code, 1, one);
    }
    assert.match(
      (await failing('refusal-names-nothin')).stderr,
      /there is no rule called refusal-names-nothin/,
    );
    assert.match((await failing('a:2026-02-30')).stderr, /this says not what to ignore/);
  });

  it('what is ignored makes no cell green', async () => {
    const { stdout } = await probe(server.url, '--json', '--ignore', 'refusal-names-nothing');
    const cells: { outcome: string; because: string | null }[] = JSON.parse(stdout).targets[0].cells;
    assert.ok(
      cells.some(
        ({ outcome, because }) => outcome === 'skipped' && because === 'accepted: refusal-names-nothing',
      ),
    );
  });
});
