import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import type { Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { run as runHere } from './hostile/runHere.js';

const schema = JSON.parse(
  await readFile(join(packageRoot, 'rules', 'schema', 'report.schema.json'), 'utf8'),
) as object;
const isReport = new Ajv2020({ strict: false }).compile(schema);

async function run(...args: string[]): Promise<{ code: number | null; stdout: string }> {
  const { code, stdout } = await runHere(args, { env: { TOKEN: 'demo-token' } });
  return { code, stdout };
}

describe('what a probe reports, a check of its recording reports too', { concurrency: 2 }, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-report-'));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [name, code] of [
    ['strict', 0],
    ['faulty', 1],
    ['dual', 0],
    ['stateful', 0],
    ['legacy-sse', 1],
    ['refused-hello-disables', 1],
  ] as const) {
    for (const format of ['json', 'terminal'] as const) {
      it(`${name}, ${format}: the same bytes and exit code ${code}`, async () => {
        const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), name);
        const server = await startServer(persona);
        try {
          const recording = join(folder, `${name}-${format}.json`);
          const auth = persona.auth === null ? [] : ['--bearer-env', 'TOKEN'];
          const probed = await run('probe', server.url, ...auth, '--format', format, '--record', recording);
          const checked = await run('check', recording, '--format', format);
          assert.deepEqual(checked, probed);
          assert.equal(probed.code, code);
          if (format === 'terminal') return;
          const report = JSON.parse(probed.stdout) as Report;
          assert.ok(isReport(report), JSON.stringify(isReport.errors));
          assert.equal(report.targets[0]?.requests, server.received.length);
          assert.equal(report.exitCode, code);
        } finally {
          await server.close();
        }
      });
    }
  }

  it('a server whose version is an empty text is called by its name alone (Python SDK 2.x without one)', async () => {
    const { stdout } = await run('probe', '--demo', 'version-of-server-empty');
    assert.match(stdout, /\n {2}notebook, /);
  });

  it('who asks for 2026-07-28 in initialize is not foretold where both eras are served (rmcp at Toolbox: 404)', async () => {
    const of = async (persona: string) => {
      const { stdout } = await run('probe', '--demo', persona, '--quick', '--format', 'json');
      const { clients, pass, fail } = (JSON.parse(stdout) as Report).targets[0]?.foretold ?? {};
      return (clients ?? 0) - (pass ?? 0) - (fail ?? 0);
    };
    assert.deepEqual([await of('dual'), await of('version-of-server-empty')], [1, 0]);
  });

  it('the rule set of the recording is kept, and another one can be asked for', async () => {
    const recording = join(folder, 'strict-set.json');
    const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'negotiating');
    const server = await startServer({ ...persona, auth: null });
    const probed = await run(
      'probe',
      server.url,
      '--ruleset',
      'strict',
      '--record',
      recording,
      '--format',
      'json',
    );
    await server.close();
    assert.equal(probed.code, 1);
    assert.deepEqual(await run('check', recording, '--format', 'json'), probed);
    assert.equal((await run('check', recording, '--ruleset', 'spec')).code, 0);
  });
});
