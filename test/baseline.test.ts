import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

describe('a baseline', () => {
  let server: RunningServer;
  let folder: string;
  before(async () => {
    server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'bare-406'));
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-baseline-'));
    await here('probe', server.url, '--quick', '--format', 'json', '--output', 'report.json');
    await here('probe', server.url, '--quick', '--record', 'recording.json');
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const here = (...words: string[]) => run(words, { cwd: folder });
  const check = (...words: string[]) =>
    here('check', 'recording.json', '--fail-on', 'warning', '--baseline', 'base.json', ...words);
  const update = (...words: string[]) =>
    here('baseline', 'update', 'report.json', '--baseline', 'base.json', ...words);
  const base = async () => JSON.parse(await readFile(join(folder, 'base.json'), 'utf8'));

  it('takes in what was found, and the run passes with it', async () => {
    assert.equal((await here('check', 'recording.json', '--fail-on', 'warning')).code, 1);
    const { stdout } = await update('--reason', 'the gateway goes in spring', '--expires', inDays(1));
    assert.match(stdout, /^base\.json: \d accepted \(\d new, 0 kept, 0 dropped\)$/m);
    const { code, stdout: page } = await check();
    assert.equal(code, 0);
    assert.match(
      page.replace(/\s+/g, ' '),
      /accepted \(the gateway goes in spring, until [\d-]+\): \d findings of refusal-names-nothing/,
    );
  });

  it('keeps its reasons when it is updated', async () => {
    const before = await base();
    assert.match((await update('--reason', 'another')).stdout, /0 new/);
    assert.deepEqual(await base(), before);
  });

  it('a day after an entry expired the run fails, and says how to update', async () => {
    const { accepted } = await base();
    const old = accepted.map((one: object) => ({ ...one, expires: inDays(-1) }));
    await writeFile(join(folder, 'base.json'), JSON.stringify({ schema: 1, accepted: old }, null, 2));
    const { code, stdout } = await check('--fail-on', 'error');
    assert.equal(code, 1);
    assert.match(stdout, /base\.json:5:\d+: expired on/);
    assert.match(
      stdout.replace(/\s+/g, ' '),
      /mcp-accept baseline update report\.json --baseline base\.json/,
    );
    assert.match((await update()).stdout, /0 kept, \d dropped/);
    assert.equal((await check()).code, 0);
  });

  it('an entry that is stale fails the run, in every report, where it stands', async () => {
    const { accepted } = await base();
    const gone = { ...accepted[0], id: `gone@${accepted[0].target}@legacy/both hello`, rule: 'gone' };
    await writeFile(
      join(folder, 'base.json'),
      JSON.stringify({ schema: 1, accepted: [...accepted, gone] }, null, 2),
    );
    const { code, stdout } = await check('--report', 'github:-');
    assert.equal(code, 1);
    assert.match(stdout, /^::error file=base\.json,line=\d+,col=\d+,title=An accepted finding is not found/m);
    assert.match((await update()).stdout, /0 new, \d kept, 1 dropped/);
    assert.equal((await check()).code, 0);
  });

  it('says nothing of what was not looked at', async () => {
    const { accepted } = await base();
    const other = {
      ...accepted[0],
      id: 'a@https://elsewhere.example/mcp',
      target: 'https://elsewhere.example/mcp',
    };
    await writeFile(join(folder, 'base.json'), JSON.stringify({ schema: 1, accepted: [...accepted, other] }));
    assert.equal((await check()).code, 0);
    assert.match((await update()).stdout, / 0 dropped/);
  });

  it('shows what is accepted as dismissed in SARIF, and as skipped in JUnit', async () => {
    const { stdout } = await check('--report', 'sarif:-', '--report', 'junit:a.xml');
    const { results } = JSON.parse(stdout).runs[0];
    const dismissed = results.filter(
      ({ suppressions }: { suppressions?: object[] }) => suppressions !== undefined,
    );
    assert.ok(dismissed.length > 0);
    assert.match(await readFile(join(folder, 'a.xml'), 'utf8'), /<skipped>accepted: /);
  });

  it('what is no baseline is refused by name', async () => {
    for (const [text, words] of [
      ['{}', /this is not a baseline/],
      ['{"schema":1,"accepted":[{}]}', /entry 1/],
    ] as const) {
      await writeFile(join(folder, 'bad.json'), text);
      const { code, stderr } = await here('check', 'recording.json', '--baseline', 'bad.json');
      assert.equal(code, 2);
      assert.match(stderr, words);
    }
  });
});
