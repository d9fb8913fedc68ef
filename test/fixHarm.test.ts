import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { type Folder, folderWith, outcomes, strict, template } from './fixing.js';
import { silent } from './hostile/broken.js';
import { assertCalm } from './hostile/orderly.js';
import { BIN } from './hostile/run.js';
import { type Behaviour, type HostileServer, listen, type Received } from './hostile/server.js';
import { SESSION, stateful } from './hostile/stateful.js';

const NOBODY = 65_534;
const SECRET = 'sk-live-0a1b2c3d4e5f6a7b8c9d';

async function serve(test: TestContext, behaviour: Behaviour): Promise<HostileServer> {
  const server = await listen(behaviour);
  test.after(() => server.close());
  return server;
}

describe('fix never harms a file', { concurrency: 4 }, () => {
  const bad: [name: string, text: string | Buffer, stderr: RegExp][] = [
    ['that is no JSON', `{ "mcpServers": { "a": { "url": "${SECRET}",, } } }`, /\.mcp\.json:1:\d+\n/],
    ['that breaks off', `{ "mcpServers": { "a": { "headers": { "K": "${SECRET}"`, /\.mcp\.json:1:/],
    ['that is empty', '', /empty/],
    ['that is UTF-16', Buffer.from(`\ufeff{ "mcpServers": {} } ${SECRET}`, 'utf16le'), /not UTF-8/],
    ['with bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /not UTF-8/],
    ['without a server', '{ "mcpServers": {} }', /no server in this configuration/],
    ['that is nested too deeply', '['.repeat(5000), /nested too deeply/],
  ];
  for (const [name, text, stderr] of bad) {
    it(`${name}: it is named, exit code 2, not a byte is changed`, async (test) => {
      const folder = folderWith(test, {});
      writeFileSync(folder.at('.mcp.json'), text);
      const ran = await folder.fix(['--write']);
      assert.deepEqual([ran.code, ran.stdout], [2, '']);
      assert.match(ran.stderr, stderr);
      assert.doesNotMatch(ran.stderr, new RegExp(SECRET));
      assertCalm(ran);
      assert.deepEqual(folder.names(), ['.mcp.json']);
      assert.deepEqual(readFileSync(folder.at('.mcp.json')), Buffer.from(text));
    });
  }

  it('that is not there, is a folder, or has no such server', async (test) => {
    const folder = folderWith(test, { '.mcp.json': template('http://127.0.0.1:1/mcp'), 'd/x': '' });
    for (const [args, stderr] of [
      [['no-such.json'], /cannot be read\n[\s\S]*no such file/],
      [['d'], /a directory/],
      [['--server', 'apo'], /no server "apo"[\s\S]*did you mean api/],
      [['--client', 'cloude-code'], /cloude-code[\s\S]*claude-code/],
      [['--write', '--dry-run'], /cannot be used with/],
    ] as const) {
      const ran = await folder.fix([...args]);
      assert.deepEqual([ran.code, ran.stdout], [2, ''], args.join(' '));
      assert.match(ran.stderr, stderr);
    }
    const empty = folderWith(test, {});
    assert.match((await empty.fix([])).stderr, /no \.mcp\.json/);
  });

  it('that is changed while its servers are asked: the other change stays, and is not lost', async (test) => {
    const folder = folderWith(test, {});
    let asked = 0;
    const server = await serve(test, (socket, request) => {
      asked += 1;
      if (asked === 2) appendFileSync(folder.at('.mcp.json'), '\n');
      strict(socket, request);
    });
    const text = template(server.url);
    writeFileSync(folder.at('.mcp.json'), text);
    const ran = await folder.fix(['--write']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /changed meanwhile\n {2}where: \.mcp\.json/);
    assert.deepEqual([folder.names(), folder.read('.mcp.json')], [['.mcp.json'], `${text}\n`]);
  });

  it('in a folder that may not be written to', { skip: mayNotBeAnother() }, async (test) => {
    const server = await serve(test, strict);
    const text = template(server.url);
    const folder = folderWith(test, { '.mcp.json': text });
    if (process.getuid?.() === 0) chownSync(folder.path, NOBODY, NOBODY);
    if (process.getuid?.() === 0) chownSync(folder.at('.mcp.json'), NOBODY, NOBODY);
    chmodSync(folder.path, 0o555);
    const { status, stderr } = await asNobody(folder, ['fix', '--write']).finally(() =>
      chmodSync(folder.path, 0o755),
    );
    assert.equal(status, 2);
    assert.match(stderr, /cannot be written\n {2}where: \.mcp\.json\n {2}found: EACCES/);
    assert.deepEqual([folder.names(), folder.read('.mcp.json')], [['.mcp.json'], text]);
  });

  it('when it is interrupted: sessions are ended, exit code 130', async (test) => {
    const isList = ({ body }: Received): boolean => body.includes('"tools/list"');
    let seen = (): void => {};
    const asked = new Promise<void>((resolve) => {
      seen = resolve;
    });
    const hangs = stateful(isList);
    const server = await serve(test, (socket, request) => {
      hangs(socket, request);
      if (isList(request)) seen();
    });
    const text = template(server.url);
    const folder = folderWith(test, { '.mcp.json': text });
    const ran = await folder.fix(['--write'], {
      during: (child) => void asked.then(() => child.kill('SIGINT')),
    });
    assert.equal(ran.code, 130);
    assertCalm(ran);
    assert.deepEqual([folder.names(), folder.read('.mcp.json')], [['.mcp.json'], text]);
    const ended = server.received.filter(({ method }) => method === 'DELETE');
    assert.equal(ended.length, 1);
    assert.match(ended[0]?.head ?? '', new RegExp(SESSION));
  });

  it('of which one server hangs: the other is mended, and that one is told apart', async (test) => {
    const [good, hanging] = [await serve(test, strict), await serve(test, silent())];
    const { mcpServers } = JSON.parse(template(good.url));
    mcpServers.slow = JSON.parse(template(hanging.url)).mcpServers.api;
    const folder = folderWith(test, { '.mcp.json': JSON.stringify({ mcpServers }, null, 2) });
    const ran = await folder.fix(['--dry-run', '--timeout', '500', '--format', 'json']);
    const report = JSON.parse(ran.stdout);
    assert.ok(ran.ms < 20_000, `${ran.ms}`);
    assert.deepEqual(
      report.servers.map(({ name, after }: { name: string; after: unknown }) => [name, after]),
      [
        ['api', true],
        ['slow', false],
      ],
    );
    assert.deepEqual(outcomes(report).slice(0, 2), [
      'remove the header Accept: no-effect',
      'remove the header MCP-Protocol-Version: proved, made',
    ]);
  });
});

describe('fix is polite', { concurrency: 4 }, () => {
  const withoutDiscover = (url: string): string =>
    template(url).replace('"type": "http",\n      "url"', '"httpUrl"');

  it('a server that a DELETE upsets for one request is not judged by that request', async (test) => {
    const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'delete-upsets-next-post');
    const server = await startServer(persona);
    test.after(() => server.close());
    const folder = folderWith(test, { '.qwen/settings.json': withoutDiscover(server.url) });
    const report = await folder.report(['.qwen/settings.json']);
    assert.deepEqual(outcomes(report), [
      'remove the header Accept: no-effect',
      'remove the header MCP-Protocol-Version: proved, made',
    ]);
  });

  it('a server that says that it is enough is asked nothing more', async (test) => {
    const server = await serve(test, (socket) => {
      socket.write('HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n');
    });
    const folder = folderWith(test, { '.qwen/settings.json': withoutDiscover(server.url) });
    const report = await folder.report(['.qwen/settings.json']);
    assert.equal(server.received.length, 1);
    assert.equal(report.servers[0]?.after, null);
  });

  it('every session is ended, and the template takes no more than eighteen requests', async (test) => {
    const hangs = stateful(() => false);
    const server = await serve(test, (socket, request) =>
      /mcp-protocol-version: [^\r]*,/i.test(request.head) && request.method === 'POST'
        ? strict(socket, request)
        : hangs(socket, request),
    );
    const folder = folderWith(test, { '.mcp.json': template(server.url) });
    await folder.fix([]);
    const count = (what: (request: Received) => boolean): number => server.received.filter(what).length;
    const hellos = count(({ body }) => body.includes('"initialize"'));
    assert.equal(hellos, 3);
    assert.equal(
      count(({ method }) => method === 'DELETE'),
      hellos,
    );
    assert.ok(server.received.length <= 18, `${server.received.length}`);
  });
});

/** Root may write everywhere: then another user has to try, and must be able to read this package. */
function mayNotBeAnother(): string | false {
  if (process.getuid === undefined) return 'there are no users here';
  if (process.getuid() !== 0) return false;
  const { status } = spawnSync(process.execPath, [BIN, '--version'], { uid: NOBODY, gid: NOBODY });
  return status === 0 ? false : 'root may write everywhere, and no other user can run this package';
}

async function asNobody(folder: Folder, args: string[]): Promise<{ status: number | null; stderr: string }> {
  const ids = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const env = { PATH: process.env['PATH'], HOME: folder.path };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder.path, env, ...ids });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stderr };
}
