import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { LintReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { folderWith, strict, template } from './fixing.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/report.schema.json'), 'utf8'));
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true }).addSchema(schema);
const isDiagnosis = ajv.compile({ $ref: 'urn:mcp-accept:report#/$defs/diagnosis' });
const URL = 'https://mcp.example.com/mcp';

async function linted(path: string, file: string): Promise<LintReport['targets']> {
  const ran = await run(['lint', file, '--format', 'json'], { cwd: path, env: { HOME: path } });
  return (JSON.parse(ran.stdout) as LintReport).targets;
}

describe('lint sends nothing, so it names the causes that the file alone proves', () => {
  it('of every server, where the client drops the whole file', async (test) => {
    const text = `[mcp_servers.a]\nurl = "${URL}"\nenabled = "true"\n\n[mcp_servers.b]\nurl = "${URL}"\n`;
    const { path } = folderWith(test, { '.codex/config.toml': text });
    const targets = await linted(path, '.codex/config.toml');
    assert.deepEqual(
      targets.map(({ name, diagnosis }) => [
        name,
        diagnosis?.id,
        diagnosis?.blame,
        diagnosis?.confidence.level,
      ]),
      ['a', 'b'].map((name) => [name, 'entry-broken', ['configuration'], 'certain']),
    );
    for (const { diagnosis } of targets) {
      assert.ok(isDiagnosis(diagnosis), JSON.stringify(isDiagnosis.errors));
      assert.match(diagnosis?.title ?? '', /Codex drops this whole file/);
    }
  });

  it('of a server that the client skips by its entry; of others it says how to find out', async (test) => {
    const servers = { untyped: { url: URL }, well: { type: 'http', url: URL }, files: { command: 'npx' } };
    const { path } = folderWith(test, { '.mcp.json': JSON.stringify({ mcpServers: servers }) });
    const targets = await linted(path, '.mcp.json');
    assert.deepEqual(
      targets.map(({ name, diagnosis, because }) => [name, diagnosis?.id ?? null, because]),
      [
        ['untyped', 'entry-broken', null],
        ['well', null, 'nothing was sent: mcp-accept probe --config .mcp.json --server well tells'],
        ['files', null, 'it is started as a program (stdio)'],
      ],
    );
  });
});

it('a value that only the client knows, or a variable of another shell, is nobody’s fault', async (test) => {
  const own = (value: string) => ({ type: 'http', url: URL, headers: { Authorization: value } });
  const mcp = { run: own('Bearer $(pass mcp)'), unset: own('Bearer $NOWHERE_TO_BE_FOUND') };
  const { path } = folderWith(test, { 'crush.json': JSON.stringify({ mcp }) });
  assert.deepEqual(
    (await linted(path, 'crush.json')).map(({ diagnosis, because }) => [diagnosis, because]),
    [
      [null, 'Crush runs a command for this value; it is not run here'],
      [null, 'the variable NOWHERE_TO_BE_FOUND is not set'],
    ],
  );
});

describe('fix blames a configuration only for what a replay proved', () => {
  it('a pinned version: the client fails with it and connects without', async (test) => {
    const server = await listen(strict);
    test.after(() => server.close());
    const folder = folderWith(test, { '.mcp.json': template(server.url) });
    const { targets } = await folder.report([]);
    const [one] = targets;
    assert.deepEqual(
      [one?.diagnosis?.id, one?.diagnosis?.blame],
      ['client-fails-by-its-entry', ['configuration']],
    );
    assert.ok(isDiagnosis(one?.diagnosis), JSON.stringify(isDiagnosis.errors));
    const step = one?.diagnosis?.do[0];
    assert.deepEqual([step?.who, step?.step], ['client', 'remove the header MCP-Protocol-Version']);
    const page = await folder.fix([]);
    assert.match(page.stdout, /^ {4}fault {2}configuration, very likely: Claude Code does not connect/m);
  });

  it('a server that refuses everybody: no edit helps, so nothing is blamed, and the next command is named', async (test) => {
    const server = await listen((socket) =>
      socket.write('HTTP/1.1 500 No\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx'),
    );
    test.after(() => server.close());
    const entry = { type: 'http', url: server.url, headers: { 'X-Team': 'a' } };
    const folder = folderWith(test, { '.mcp.json': JSON.stringify({ mcpServers: { api: entry } }) });
    const [one] = (await folder.report([])).targets;
    assert.equal(one?.diagnosis, null);
    assert.match(one?.because ?? '', /mcp-accept probe --config \.mcp\.json --server api names the cause$/);
  });
});
