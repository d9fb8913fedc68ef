import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../src/packageRoot.js';
import { BRIDGES, breaksAt, type MeasuredBridge } from '../src/remedy/advice/bridges.js';
import { BRIDGE } from '../src/remedy/advice/dialect.js';
import { run } from './hostile/runHere.js';

const folder = join(packageRoot, 'rules', 'bridges');
const schema = JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', 'bridge.schema.json'), 'utf8'));
const isBridge = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<MeasuredBridge>(schema);

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

  it('`explain mcp-remote` says what it does at each fault', async () => {
    const { code, stdout } = await run(['explain', 'mcp-remote']);
    assert.equal(code, 0);
    assert.match(stdout, /the server is started anew: goes on/);
    assert.match(stdout, /the server is not up when the bridge starts: ends/);
  });
});
