import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { lint } from '../src/cli/lint.js';
import { decoded } from '../src/net/decoded.js';
import { outputOf } from './fuzz/case.js';

/** Names that every object has: a table that is asked for one of them must not answer. */
const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

it('a content encoding called `constructor` is one that cannot be undone', () => {
  for (const name of NAMES) assert.equal(decoded(Buffer.from('{}'), name).text, '');
});

it('headers, types and servers called `constructor` are linted like others (found by fuzzing)', async (test) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-names-'));
  test.after(() => rm(folder, { recursive: true }));
  const path = join(folder, '.mcp.json');
  const headers = NAMES.map((name) => `"${name}": "x"`).join(', ');
  const servers = NAMES.map(
    (name) => `"${name}": { "type": "${name}", "url": "https://a.example/mcp", "headers": { ${headers} } }`,
  );
  await writeFile(path, `{ "mcpServers": { ${servers.join(', ')} } }`);
  const report: { servers: unknown[] } = JSON.parse(
    (await outputOf((context) => lint(context, path, { format: 'json', color: false }))) ?? '',
  );
  assert.equal(report.servers.length, NAMES.length);
});
