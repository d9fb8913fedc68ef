import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../../src/demo/personas.js';
import { readPersona } from '../../src/demo/read-persona.js';
import { type RunningServer, startServer } from '../../src/demo/server.js';
import { check, clients, isUserError, judge, lint, type Progress, probe } from '../../src/library/index.js';
import { packageRoot } from '../../src/packageRoot.js';

const personas = join(packageRoot, 'fixtures', 'servers');
const CANARY = 'canary-TOKEN-of-the-library';
const started: RunningServer[] = [];

/** A persona, and what opens its door. */
interface Served extends RunningServer {
  headers: Record<string, string>;
}

async function serve(name: string): Promise<Served> {
  const persona = await loadPersona(personas, name);
  const server = await startServer(persona);
  started.push(server);
  const { auth } = persona;
  return { ...server, headers: auth === null ? {} : { Authorization: `Bearer ${auth.token}` } };
}

describe('the library', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-'));
  });
  after(async () => {
    await Promise.all(started.map((server) => server.close()));
    await rm(folder, { recursive: true });
  });

  it('probes a server, and judge and check say the same of what was recorded', async () => {
    const { url, headers } = await serve('faulty');
    const { report, run, ended } = await probe(url, { headers, depth: 'quick' });
    assert.equal(ended, 'complete');
    assert.equal(report.exitCode, 1);
    assert.ok(report.targets[0]?.findings.some(({ rule }) => rule === 'accept-breaks-request'));
    assert.deepEqual(judge(run), report);
    const file = join(folder, 'run.json');
    await writeFile(file, JSON.stringify(run));
    assert.deepEqual(await check(file), report);
  });

  it('counts what it sends for who wants to know, and sends no more than it was allowed', async () => {
    const server = await serve('stateful');
    const seen: Progress[] = [];
    const { ended, report, run } = await probe(server.url, {
      headers: server.headers,
      maxRequests: 9,
      onProgress: (one) => seen.push(one),
    });
    assert.equal(ended, 'budget');
    assert.equal(report.exitCode, 3);
    const { diagnosis, notJudged } = report.targets[0] ?? {};
    assert.deepEqual([diagnosis?.id, notJudged?.reason], ['budget-spent', 'unclear']);
    assert.match(diagnosis?.title ?? '', /^The budget of 9 requests was used up/);
    assert.deepEqual(judge(run), report, 'what was recorded says by which limit it ended');
    assert.ok(server.received.length <= 9, `${server.received.length} requests`);
    assert.deepEqual(seen[0], {
      target: new URL(server.url).host,
      flow: 'legacy/both',
      step: 'initialize',
      requests: 1,
    });
    const [opened, ended_] = ['initialize', 'DELETE'].map(
      (what) =>
        server.received.filter(({ method, body }) => method === what || body.includes(`"${what}"`)).length,
    );
    assert.equal(ended_, opened, 'every session that was opened is ended within the budget');
  });

  it('ends what is open when the signal says so, and rejects with its reason', async () => {
    const server = await serve('stateful');
    const abort = new AbortController();
    const reason = new Error('the user closed the tab');
    const run = probe(server.url, {
      headers: server.headers,
      signal: abort.signal,
      onProgress: ({ requests }) => requests === 3 && abort.abort(reason),
    });
    await assert.rejects(run, reason);
    assert.equal(server.received.at(-1)?.method, 'DELETE');
  });

  it('rejects at once where the signal came before it', async () => {
    const server = await serve('lenient');
    await assert.rejects(probe(server.url, { signal: AbortSignal.abort(new Error('too late')) }), /too late/);
    assert.equal(server.received.length, 0);
  });

  it('does several things at once, and none of them knows of the others', async () => {
    const [strict, faulty] = [await serve('strict'), await serve('faulty')];
    const [one, other, again] = await Promise.all([
      probe(strict.url, { headers: strict.headers, depth: 'quick' }),
      probe(faulty.url, { headers: faulty.headers, depth: 'quick' }),
      probe([strict.url, faulty.url], { headers: strict.headers, depth: 'quick' }),
    ]);
    assert.deepEqual(
      [one, other, again].map(({ report }) => report.exitCode),
      [0, 1, 1],
    );
    assert.deepEqual(
      again.report.targets.map(({ stance }) => stance),
      [one, other].map(({ report }) => report.targets[0]?.stance),
    );
  });

  it('says which clients connect, and lists those that were recorded', async () => {
    const { url, headers } = await serve('strict');
    const { report, run } = await clients(url, { headers, client: 'claude-code' });
    assert.deepEqual(
      report.targets[0]?.clients?.map(({ connects }) => connects),
      [true],
    );
    assert.deepEqual(judge(run), report);
    assert.ok((await clients()).length > 20);
  });

  it('reads a configuration as its client does, with the variables that it was given and no others', async () => {
    const guarded = {
      title: 'Guarded',
      why: 'Guarded.',
      expect: { exit: 0, rules: [] },
      auth: { token: CANARY },
    };
    const server = await startServer(readPersona('guarded', guarded));
    started.push(server);
    const config = join(folder, '.mcp.json');
    const entry = { type: 'http', url: server.url, headers: { Authorization: 'Bearer ${TOKEN}' } };
    await writeFile(config, JSON.stringify({ mcpServers: { notes: entry } }));
    const probed = await probe({ config, server: 'notes' }, { env: { TOKEN: CANARY } });
    assert.equal(probed.report.exitCode, 0);
    assert.ok(!JSON.stringify(probed).includes('canary'));
    const without = await probe({ config, server: 'notes' }, { depth: 'quick' });
    assert.equal(without.report.targets[0]?.notJudged?.reason, 'configuration');
    const linted = await lint(config, { env: { TOKEN: CANARY } });
    assert.deepEqual([linted.client, linted.exitCode], ['Claude Code', 0]);
  });

  it('throws what a user can mend in its parts', async () => {
    for (const wrong of [
      () => probe('not a url'),
      () => lint(join(folder, 'absent.json')),
      () => check(join(personas, 'strict.json')),
      async () => judge(JSON.parse('{"schema":1}')),
    ]) {
      await assert.rejects(wrong, (error) => isUserError(error) && error.detail.whatToDo !== '');
    }
  });
});
