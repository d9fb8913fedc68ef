import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import JSZip from 'jszip';
import { formatsFor } from '../src/report/formats/index.js';
import { ENCODINGS } from '../src/secrets/encodings.fixture.js';
import { plainAnswer, whole } from './hostile/answers.js';
import { echo } from './hostile/echo.js';
import { assertCalm } from './hostile/orderly.js';
import { run } from './hostile/runHere.js';
import { type Behaviour, type HostileServer, listen } from './hostile/server.js';

const CANARY = 'canary-5f2e9c7a1b';
const TOKEN = 'sk-live-9f8e7d6c5b4a39281706';

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mcp-accept-ticket-'));
});
after(() => rm(dir, { recursive: true }));

/** Everything that a triage gives away: the page, each format, what is in the bundle, and what is read back of it. */
async function ticket(args: string[], env: Record<string, string> = {}): Promise<Record<string, string>> {
  const at = (name: string): string => join(dir, `${Object.keys(env).length}${args.length}-${name}`);
  const written = formatsFor('triage').map((format) => [format, at(format)] as const);
  const reports = written.flatMap(([format, path]) => ['--report', `${format}:${path}`]);
  const short = ['--client', 'claude-code', '--repeat', '1', '--timeout', '2000', '--debug'];
  const first = await run(['triage', ...args, ...short, ...reports, '--bundle', at('zip')], { env });
  assertCalm(first);
  const { files } = await JSZip.loadAsync(await readFile(at('zip')));
  const packed = await Promise.all(
    Object.values(files).map(async (file) => [`bundle ${file.name}`, await file.async('string')] as const),
  );
  const read = await Promise.all(
    written.map(async ([format, path]) => [format, await readFile(path, 'utf8')] as const),
  );
  const again = await run(['triage', '--from', at('zip'), '--verbose']);
  const { stdout, stderr } = first;
  return { stdout, stderr, again: again.stdout, ...Object.fromEntries([...packed, ...read]) };
}

function assertNowhere(secret: string, texts: Record<string, string>): void {
  const spellings = [secret, ...Object.values(ENCODINGS).map((encode) => encode(secret))];
  for (const [where, text] of Object.entries(texts)) {
    for (const spelling of spellings) assert.ok(!text.includes(spelling), `${spelling} in ${where}`);
  }
}

/** Works, and tells everybody in a header what it was told as a credential. */
const telling: Behaviour = (socket, request) => {
  const told = /^authorization: *(.*)$/im.exec(request.head)?.[1]?.trim() ?? 'nothing';
  const answer = plainAnswer(request).replace('\r\n', `\r\nX-Told: ${told}\r\n`);
  socket.write(answer);
};

describe('no secret is in any output of a triage, nor in its bundle', () => {
  const withServer = async (behaviour: Behaviour, work: (server: HostileServer) => Promise<void>) => {
    const server = await listen(behaviour);
    try {
      await work(server);
    } finally {
      await server.close();
    }
  };

  it('from a variable, where the server works and says it in each answer', () =>
    withServer(telling, async ({ url }) => {
      assertNowhere(CANARY, await ticket([url, '--bearer-env', 'TOKEN'], { TOKEN: CANARY }));
    }));

  it('from a header, where the server refuses with a body that names it', () =>
    withServer(echo('refuses'), async ({ url }) => {
      assertNowhere(CANARY, await ticket([url, '--header', `X-API-Key: ${CANARY}`]));
    }));

  it('from the URL, where the server redirects with it', () =>
    withServer(echo('redirects'), async ({ url }) => {
      assertNowhere(CANARY, await ticket([`${url}?api_key=${CANARY}`]));
    }));

  it('from a configuration in a folder and with an entry whose names are tokens', () =>
    withServer(telling, async ({ url }) => {
      const folder = join(dir, TOKEN);
      await mkdir(folder);
      const entry = { type: 'http', url, headers: { Authorization: `Bearer ${CANARY}` } };
      await writeFile(join(folder, '.mcp.json'), JSON.stringify({ mcpServers: { a: entry } }));
      const texts = await ticket(['--config', join(folder, '.mcp.json')]);
      assertNowhere(CANARY, texts);
      assertNowhere(TOKEN, texts);
    }));
});

describe('private hosts', () => {
  const inside: Behaviour = (socket) =>
    void socket.end(
      whole(
        '502 Bad Gateway',
        'text/plain',
        'no answer from http://mcp-backend:8080 (10.20.30.40), db7.prod.corp',
        'Connection: close',
        'Via: 1.1 edge3.acme.internal',
      ),
    );
  const HOSTS = ['mcp-backend', '10.20.30.40', 'db7.prod.corp', 'edge3.acme.internal'];

  it('have stand-ins in every output, unless --reveal-hosts is given', async () => {
    const server = await listen(inside);
    try {
      const hidden = await ticket([server.url]);
      for (const host of HOSTS) assertNowhere(host, hidden);
      assert.match(hidden['stdout'] ?? '', /4 private hosts have stand-ins \(--reveal-hosts\)/);
      const shown = await ticket([server.url, '--reveal-hosts']);
      for (const host of HOSTS) assert.ok(shown['bundle recording.json']?.includes(host), host);
    } finally {
      await server.close();
    }
  });
});
