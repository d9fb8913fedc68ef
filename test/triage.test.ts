import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import JSZip from 'jszip';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import type { TriageReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { zipped } from '../src/zip.js';
import { silent } from './hostile/broken.js';
import { run } from './hostile/runHere.js';
import { deadPort, listen } from './hostile/server.js';

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mcp-accept-triage-'));
});
after(() => rm(dir, { recursive: true }));

/** One client and two handshakes: enough for a page, in little time. */
const SHORT = ['--client', 'claude-code', '--repeat', '2'];

async function ofPersona(name: string, words: string[], more: Partial<{ token: true }> = {}) {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), name);
  // Nobody waits for its window.
  const server = await startServer({ ...persona, rateLimit: null });
  const token = persona.auth?.token;
  const given = token === undefined || more.token !== true ? [] : ['--bearer-env', 'MCP_TOKEN'];
  try {
    return await run(['triage', server.url, ...given, ...words], { env: { MCP_TOKEN: token ?? '' } });
  } finally {
    await server.close();
  }
}

function assertTicket(page: string): void {
  const lines = page.trimEnd().split('\n');
  assert.ok(lines.length <= 40, `${lines.length} lines\n${page}`);
  const wide = lines.filter((line) => line.length > 80 && !/https?:\/\//.test(line));
  assert.deepEqual(wide, []);
  assert.match(page, /^ {2}made {3}\d{4}-\d\d-\d\d \d\d:\d\d UTC by mcp-accept [\d.]+, Node [\d.]+, \w+/m);
}

describe('triage makes one page for a ticket', () => {
  it('of a server that says nothing, without waiting ten times for the same', async (test) => {
    const server = await listen(silent());
    test.after(() => server.close());
    const words = ['--client', 'claude-code', '--timeout', '150'];
    const { code, stdout } = await run(['triage', server.url, ...words]);
    assert.equal(code, 3, stdout);
    assert.match(stdout, /tries {2}0 of 3 tries connect/);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /stopped after 3 of 10: none of them got an answer/);
    const asked = await run(['probe', server.url, '--timeout', '150', '--repeat', '4']);
    assert.match(asked.stdout, /0 of 4/, 'who asks for so many gets them');
  });

  it('of a healthy server, after ten handshakes', async () => {
    const { code, stdout } = await ofPersona('negotiating', ['--client', 'claude-code'], { token: true });
    assert.equal(code, 0, stdout);
    assertTicket(stdout);
    assert.match(stdout, /^✓ Not the server: Claude Code [\d.]+ and later connects/);
    assert.match(stdout, /way {4}127\.0\.0\.1 \(in the URL, [\d.]+ ms\): 127\.0\.0\.1 is open in/);
    assert.match(stdout, /tries {2}10 of 10 tries connect/);
    assert.match(stdout, /who {4}1 of 1 clients connect/);
    assert.match(stdout, /tried {2}1 address, each once; 10 whole handshakes of Claude Code/);
  });

  for (const name of ['proxy-refuses-accept', 'faulty', 'host-refused-behind-proxy', 'html-everywhere']) {
    it(`of ${name}: whose fault it is, and what its user and its operator do next`, async () => {
      const { code, stdout } = await ofPersona(name, SHORT, { token: true });
      assert.notEqual(code, 0);
      assertTicket(stdout);
      assert.match(stdout, /^ {2}fault {2}\w+/m);
      assert.match(stdout, /^ {2}(user|operator) {2,}\S/m);
    });
  }

  it('of a port where nothing listens', async () => {
    const { code, stdout } = await run(['triage', `http://127.0.0.1:${await deadPort()}/mcp`, ...SHORT]);
    assert.equal(code, 3);
    assertTicket(stdout);
    assert.match(stdout, /way {4}.*127\.0\.0\.1 ECONNREFUSED/);
  });

  it('of several servers in one file, the bad one first, with its evidence', async () => {
    const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'negotiating');
    const good = await startServer({ ...persona, auth: null, rateLimit: null });
    const file = join(dir, '.mcp.json');
    const entry = (url: string) => ({ type: 'http', url });
    const bad = `http://127.0.0.1:${await deadPort()}/mcp`;
    await writeFile(
      file,
      JSON.stringify({ mcpServers: { fine: entry(good.url), gone: entry(bad), too: entry(good.url) } }),
    );
    try {
      const { code, stdout } = await run(['triage', '--config', file, ...SHORT]);
      assert.equal(code, 3);
      assertTicket(stdout);
      assert.match(stdout, /2 of 3 servers connect\n✗ gone/);
      assert.match(stdout, /\ngone\n {2}way {4}127\.0\.0\.1/);
    } finally {
      await good.close();
    }
  });

  it('as JSON it is what its schema says, with who took part and what was tried', async () => {
    const { stdout } = await ofPersona('proxy-refuses-accept', [...SHORT, '--json']);
    const report = JSON.parse(stdout) as TriageReport;
    assert.ok(isTriage(report), JSON.stringify(isTriage.errors));
    assert.equal(report.triage.madeBy.node, process.versions.node);
    assert.ok(report.triage.targets[0]?.involved.some((part) => /nginx/.test(part)));
    assert.ok((report.triage.targets[0]?.next.operator.length ?? 0) > 0);
  });
});

const ajv = new Ajv2020({ strict: false });
for (const name of ['report', 'triage']) {
  ajv.addSchema(
    JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', `${name}.schema.json`), 'utf8')),
    name,
  );
}
const isTriage = ajv.getSchema('triage') ?? assert.fail('there is no schema');

/** What an archive holds, as a reader sees it that nobody here wrote. */
async function textsIn(path: string): Promise<Map<string, string>> {
  const { files } = await JSZip.loadAsync(await readFile(path), { checkCRC32: true });
  const texts = Object.values(files).map(async (file) => [file.name, await file.async('string')] as const);
  return new Map(await Promise.all(texts));
}

describe('a triage is attached and read back', () => {
  const at = (name: string) => join(dir, name);
  let page: string;
  before(async () => {
    const files = ['--bundle', at('t.zip'), '--report', `har:${at('t.har')}`];
    page = (await ofPersona('proxy-refuses-accept', [...SHORT, ...files])).stdout;
  });

  it('the bundle is for its owner alone, and holds recording, HAR, and the report twice', async () => {
    assert.equal((await stat(at('t.zip'))).mode & 0o777, 0o600);
    const files = await textsIn(at('t.zip'));
    assert.deepEqual([...files.keys()].sort(), [
      'recording.json',
      'report.json',
      'report.md',
      'requests.har',
    ]);
    for (const [name, text] of files) assert.ok(text.length > 100, name);
    assert.match(files.get('report.md') ?? '', /\*\*Next, for who runs the server\*\*/);
  });

  it('bundle, HAR and recording come to the same page, without a network', async () => {
    await writeFile(at('t.json'), (await textsIn(at('t.zip'))).get('recording.json') ?? '');
    for (const file of ['t.zip', 't.har', 't.json']) {
      const back = await run(['triage', '--from', at(file)]);
      assert.equal(back.stdout, page, file);
    }
  });

  it('what is damaged or of somebody else is told so, with exit code 2', async () => {
    const zip = await readFile(at('t.zip'));
    const har = JSON.parse(await readFile(at('t.har'), 'utf8'));
    const changed = Buffer.from(zip);
    changed[200] = (changed[200] ?? 0) ^ 0xff;
    const less = { log: { ...har.log, entries: har.log.entries.slice(1) } };
    const { _recordings: _gone, ...foreign } = har.log;
    const broken: [content: string | Buffer, says: RegExp][] = [
      [zip.subarray(0, 500), /the bundle is damaged/],
      [zip.subarray(0, -30), /the bundle is damaged/],
      [changed, /the bundle is damaged/],
      [zipped([{ name: 'photo.jpg', bytes: Buffer.from('x') }], new Date()), /no recording of mcp-accept/],
      [JSON.stringify(less), /the archive is not whole any more/],
      [JSON.stringify({ log: foreign }), /no recording of mcp-accept/],
      [JSON.stringify(har).slice(0, -20), /not JSON/],
      ['', /not JSON/],
    ];
    for (const [content, says] of broken) {
      await writeFile(at('broken'), content);
      const { code, stderr, stdout } = await run(['triage', '--from', at('broken')]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert.equal(stdout, '');
    }
  });
});
