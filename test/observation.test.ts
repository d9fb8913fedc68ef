import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Asked, Recording } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { observe } from '../src/observe/observe.js';
import { packageRoot } from '../src/packageRoot.js';
import { conduct } from '../src/record/conduct.js';
import { targetFromUrl } from '../src/targets/fromUrl.js';

const { servers }: typeof import('./servers/index.mjs') = await import(
  pathToFileURL(join(packageRoot, 'test', 'servers', 'index.mjs')).href
);
const schema = JSON.parse(
  await readFile(join(packageRoot, 'rules', 'schema', 'observation.schema.json'), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const isObservation = ajv.compile(schema);

const ASKED: Asked = {
  depth: 'thorough',
  era: 'auto',
  ruleset: 'recommended',
  failOn: 'error',
  timeoutMs: 20_000,
  burst: 0,
  clients: [],
  yours: null,
  client: null,
};

describe('the observation of a real recording', { concurrency: true }, () => {
  for (const [name, eras] of [
    ['sdk-stateless-json', ['legacy']],
    ['v2-dual', ['legacy', 'modern']],
  ] as const) {
    test(`has every fact that its schema promises and no other: ${name}`, async () => {
      const recording = await record(name);
      const observation = observe(recording);
      assert.ok(isObservation(observation), ajv.errorsText(isObservation.errors, { separator: '\n' }));
      assert.deepEqual(observation.server.eras, eras);
      const sent = recording.flows.flatMap((flow) => flow.exchanges.map((exchange) => exchange.id));
      assert.deepEqual(observation.exchanges.map((it) => it.id).sort(), sent.sort());
      assert.ok(observation.groups.length > 0);
    });

    test(`is the same when the recording was stored and read again: ${name}`, async () => {
      const recording = await record(name);
      assert.deepEqual(observe(JSON.parse(JSON.stringify(recording))), observe(recording));
    });
  }
});

/** Everything there is to send, to a server that is started for it. */
async function record(name: string): Promise<Recording> {
  const server = servers.find((candidate) => candidate.name === name);
  assert.ok(server, `there is no server called ${name}`);
  const running = await server.start();
  const sender = createSender(4);
  try {
    const target = targetFromUrl(running.url, { headers: [], bearerEnv: null, credentials: [], env: {} });
    return await conduct(target, sender.send, {
      asked: ASKED,
      concurrency: 4,
      signal: new AbortController().signal,
      onStep: () => {},
    });
  } finally {
    await sender.close();
    await running.close();
  }
}
