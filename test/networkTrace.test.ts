import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { createServer } from 'node:tls';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import type { Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';

const pem = (name: string): Buffer =>
  readFileSync(join(packageRoot, 'test', 'hostile', `test-only-${name}.pem`));
const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/report.schema.json'), 'utf8'));
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

it('a certificate that keeps everybody out is in the report, on the page, and in the recording', async (t) => {
  const server = createServer({ cert: pem('cert'), key: pem('key') });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const file = join(mkdtempSync(join(tmpdir(), 'trace-')), 'recording.json');
  const report = JSON.parse((await run(['probe', url, '--json', '--record', file])).stdout) as Report;
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  const [address] = report.targets[0]?.network?.addresses ?? [];
  assert.equal(address?.tls?.distrust, 'DEPTH_ZERO_SELF_SIGNED_CERT');
  const page = (await run(['check', file])).stdout;
  assert.match(page, /^ {2}below {2}certificate for localhost, 127\.0\.0\.1, by mcp-accept test only,/m);
  for (const format of ['markdown', 'html']) {
    const { stdout } = await run(['check', file, '--format', format]);
    assert.match(stdout, /Below HTTP:[^\n]*certificate for localhost/, format);
  }
});

it('where a redirect leads is in every report that people read', async (t) => {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'redirect-to-another-path');
  const server = await startServer(persona);
  t.after(() => server.close());
  const file = join(mkdtempSync(join(tmpdir(), 'leads-')), 'recording.json');
  const page = (await run(['probe', server.url, '--quick', '--record', file])).stdout;
  assert.match(page, /^ {2}leads {2}http/m);
  for (const format of ['markdown', 'html']) {
    const { stdout } = await run(['check', file, '--format', format]);
    assert.match(stdout, /Leads to:[^\n]*http:/, format);
  }
});

it('nothing is looked at below HTTP where a probe gets through; repeated handshakes are in the report', async (t) => {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'fails-at-first');
  const server = await startServer(persona);
  t.after(() => server.close());
  const ran = await run(['probe', server.url, '--quick', '--repeat', '4', '--json']);
  const report = JSON.parse(ran.stdout) as Report;
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  assert.equal(report.targets[0]?.network, null);
  assert.equal(report.targets[0]?.repeat?.sequence, '--++');
});
