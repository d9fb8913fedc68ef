import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../src/packageRoot.js';
import { BRIDGES, breaksAt, type MeasuredBridge } from '../src/remedy/advice/bridges.js';
import { BRIDGE } from '../src/remedy/advice/dialect.js';
import { plainMcp } from './hostile/answers.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';

const folder = join(packageRoot, 'rules', 'bridges');
const schema = JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', 'bridge.schema.json'), 'utf8'));
const isBridge = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<MeasuredBridge>(schema);

/** What a file of rules/ tells people to do; every sentence of a file of words. */
function stepsIn(value: unknown, within = false): string[] {
  if (typeof value === 'string') return within ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    stepsIn(
      part,
      within ||
        ['do', 'step', 'steps', 'next', 'remediation', 'fix'].includes(key) ||
        /^[a-z]+(-[a-z\d]+)+$/.test(key),
    ),
  );
}

describe('what bridges survive', () => {
  it('each file is what its schema says, named like it, and known to the advice', async () => {
    const files = (await readdir(folder)).sort();
    for (const file of files) {
      const bridge: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
      assert.ok(isBridge(bridge), JSON.stringify(isBridge.errors));
      assert.equal(`${bridge.id}.json`, file);
    }
    assert.deepEqual(files, BRIDGES.map(({ id }) => `${id}.json`).sort());
  });

  it('the one that is advised comes back after a cut, a restart and a lost session; one that does not is not advised', () => {
    const breaks = breaksAt(BRIDGE);
    assert.deepEqual(
      breaks.filter((fault) => fault !== 'not-up-yet'),
      [],
    );
    assert.ok(breaksAt('supergateway').includes('restart'));
  });

  it('no step of a diagnosis, a rule or a remedy names one that would have to be started anew after a cut, a restart or a lost session', async () => {
    const frail = BRIDGES.filter(({ bridge }) => breaksAt(bridge).some((fault) => fault !== 'not-up-yet'));
    assert.deepEqual(frail.map(({ bridge }) => bridge).sort(), ['mcp-proxy', 'supergateway']);
    for (const part of ['.', 'diagnoses', 'config', 'traffic', 'words', 'remedies']) {
      for (const name of await readdir(join(packageRoot, 'rules', part), {
        recursive: part === 'remedies',
      })) {
        if (!name.endsWith('.json')) continue;
        const text = await readFile(join(packageRoot, 'rules', part, name), 'utf8');
        const steps = stepsIn(JSON.parse(text)).join('\n');
        for (const { bridge } of frail) assert.doesNotMatch(steps, new RegExp(`\\b${bridge}\\b`), name);
      }
    }
  });

  it('`clients` says what each would make of this server: one without sessions forgets none', async (t) => {
    const stateless = await listen(plainMcp);
    t.after(() => stateless.close());
    const asked = ['clients', stateless.url, '--client', 'mcp-remote'];
    const brief = await run(asked);
    assert.match(brief.stdout, /\nBridges \(mcp-remote, .*--verbose\n/);
    const { stdout } = await run([...asked, '--verbose']);
    const page = stdout.replace(/\s+/g, ' ');
    assert.match(
      page,
      /mcp-remote 0\.15\.1 has to be started anew where the server is not up when the bridge starts /,
    );
    assert.match(page, /supergateway 4\.0\.0 has to be started anew where the server is started anew; or /);
    assert.doesNotMatch(page, /404 to the session/);
  });

  it('`explain mcp-remote` says what it does at each fault', async () => {
    const { code, stdout } = await run(['explain', 'mcp-remote']);
    assert.equal(code, 0);
    assert.match(stdout, /the server is started anew: goes on/);
    assert.match(stdout, /the server is not up when the bridge starts: ends/);
  });
});
