import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import JSZip from 'jszip';
import { formatsFor, type Kind } from '../src/report/formats/index.js';
import { ENCODINGS } from '../src/secrets/encodings.fixture.js';
import { echo } from './hostile/echo.js';
import type { Interruptible } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { deadPort, type HostileServer, listen } from './hostile/server.js';
import { assistant } from './mcp/assistant.js';

/** What must be nowhere, by how it comes in. What the server was told it says again, in bodies, headers and ids. */
const CANARY = {
  header: 'canary-h3a4d5e6r7',
  environment: 'canary-e8n9v1i2r3',
  url: 'canary-q4u5e6r7y8',
  log: 'canary-l9o1g2l3i4',
  folder: 'sk-live-9f8e7d6c5b4a39281706',
};
const ENV = { TOKEN: CANARY.environment };

let server: HostileServer;
let url = '';
/** Its name is a token. */
let folder = '';
let outside = '';
before(async () => {
  server = await listen(echo('works'));
  outside = await mkdtemp(join(tmpdir(), 'mcp-accept-outputs-'));
  folder = join(outside, CANARY.folder);
  await mkdir(folder);
  url = `${server.url}?api_key=${CANARY.url}`;
  const headers = { Authorization: `Bearer ${CANARY.header}`, 'X-Api-Key': '${TOKEN}' };
  await writeFile(config(), JSON.stringify({ mcpServers: { notes: { type: 'http', url, headers } } }));
  await writeFile(join(folder, 'list.txt'), `${url}\n`);
  const line = (path: string, agent: string): string =>
    `10.0.0.7 - - [30/Nov/2026:10:00:00 +0000] "POST ${path} HTTP/1.1" 406 12 "-" "${agent}"`;
  await writeFile(
    join(folder, 'access.log'),
    [line(`/mcp?api_key=${CANARY.log}`, 'node'), line('/mcp', `Bearer ${CANARY.log}`)].join('\n'),
  );
});
after(() => rm(outside, { recursive: true }));
after(() => server.close());

const config = (): string => join(folder, '.mcp.json');
const HEADERS = [CANARY.header, CANARY.environment].flatMap((canary, at) => [
  '--header',
  `${['Authorization', 'X-Api-Key'][at]}: ${canary}`,
]);
const ONE = ['--client', 'claude-code', '--timeout', '2000'];

interface Command {
  name: string;
  /** What its `--report` offers; null: it has none. */
  kind: Kind | null;
  args(): string[];
  /** Further files that it writes, beside the reports. */
  writes?: string[];
  during?: (child: Interruptible) => void;
}

let tapPort = 0;
const COMMANDS: Command[] = [
  {
    name: 'probe of a configuration',
    kind: 'probe',
    args: () => ['probe', '--config', config(), '--quick', '--debug', '--record', 'probe.json'],
    writes: ['probe.json'],
  },
  {
    name: 'probe of a URL',
    kind: 'probe',
    args: () => ['probe', url, ...HEADERS, '--quick', '--repeat', '2'],
  },
  { name: 'check', kind: 'probe', args: () => ['check', 'probe.json'] },
  { name: 'clients', kind: 'clients', args: () => ['clients', '--config', config(), ...ONE, '--debug'] },
  {
    name: 'triage',
    kind: 'triage',
    args: () => ['triage', '--config', config(), ...ONE, '--repeat', '1', '--debug', '--bundle', 'b.zip'],
    writes: ['b.zip'],
  },
  {
    name: 'triage of its own bundle',
    kind: 'triage',
    args: () => ['triage', '--from', 'b.zip', '--verbose'],
  },
  { name: 'triage of a log', kind: 'log', args: () => ['triage', '--log', join(folder, 'access.log')] },
  {
    name: 'tap',
    kind: 'probe',
    args: () => ['tap', url, '--port', String(tapPort), '--record', 'tap.json', '--debug'],
    writes: ['tap.json'],
    during: (child) => void throughTap().finally(() => child.kill('SIGINT')),
  },
  { name: 'fleet', kind: 'fleet', args: () => ['fleet', join(folder, 'list.txt'), ...HEADERS, '--debug'] },
  { name: 'diff', kind: 'diff', args: () => ['diff', 'probe.json', 'probe.json'] },
  { name: 'lint', kind: 'lint', args: () => ['lint', config()] },
  { name: 'fix', kind: 'fix', args: () => ['fix', config(), '--debug'] },
  { name: 'init', kind: null, args: () => ['init', url, ...HEADERS] },
];

/** One request of a client that says its secrets, as soon as the tap is there. */
async function throughTap(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${tapPort}/mcp?api_key=${CANARY.url}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${CANARY.header}`,
        'X-Api-Key': CANARY.environment,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'add', arguments: { key: CANARY.environment } },
      }),
    }).catch(() => null);
    if (answer !== null) return void (await answer.text());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Everything that a command gives away. */
async function outputsOf({
  name,
  kind,
  args,
  writes = [],
  during,
}: Command): Promise<Record<string, string>> {
  const formats = kind === null ? [] : formatsFor(kind);
  const at = (format: string): string => join(outside, `${name.replaceAll(' ', '-')}.${format}`);
  const reports = formats.flatMap((format) => ['--report', `${format}:${at(format)}`]);
  const options = { env: ENV, cwd: outside, ...(during === undefined ? {} : { during }) };
  const { stdout, stderr, code } = await run([...args(), ...reports], options);
  assert.notEqual(code, 2, stderr);
  const read = async (file: string): Promise<[string, string][]> => {
    if (!file.endsWith('.zip')) return [[file, await readFile(join(outside, file), 'utf8')]];
    const { files } = await JSZip.loadAsync(await readFile(join(outside, file)));
    return Promise.all(
      Object.values(files).map(async (one) => [one.name, await one.async('string')] as [string, string]),
    );
  };
  const texts = await Promise.all(
    formats.map(async (format) => [format, await readFile(at(format), 'utf8')] as const),
  );
  return {
    stdout,
    stderr,
    ...Object.fromEntries(texts),
    ...Object.fromEntries((await Promise.all(writes.map(read))).flat()),
  };
}

function assertNowhere(texts: Record<string, string>): void {
  for (const [kind, canary] of Object.entries(CANARY)) {
    for (const spelling of [canary, ...Object.values(ENCODINGS).map((encode) => encode(canary))]) {
      for (const [where, text] of Object.entries(texts)) {
        const found = text.indexOf(spelling);
        const around = text.slice(Math.max(0, found - 80), found + 80);
        assert.ok(found < 0, `the canary of the ${kind} is in ${where}: ${around}`);
      }
    }
  }
}

describe('no canary of header, environment, URL, log line or file name is in any output', () => {
  for (const command of COMMANDS) {
    it(`${command.name}: its streams, every format, every file`, async () => {
      if (command.name === 'tap') tapPort = await deadPort();
      const texts = await outputsOf(command);
      assert.ok(Object.values(texts).join('').length > 200);
      assertNowhere(texts);
    });
  }

  it('mcp: whatever an assistant can call', async () => {
    const asking = await assistant({ files: [config()], hosts: ['127.0.0.1'], env: { ...ENV } });
    for (const tool of ['probe', 'clients', 'lint', 'fix']) {
      const { isError } = await asking.call(tool);
      assert.notEqual(isError, true, tool);
    }
    await asking.leave();
    assertNowhere({ mcp: JSON.stringify(asking.received) });
  });

  it('every command that says anything of a server is in this table', async () => {
    const offline = ['config', 'baseline', 'rules', 'explain', 'serve', 'merge', 'completion', 'mcp', 'help'];
    const { stdout } = await run(['--help']);
    const known = [...stdout.matchAll(/^ {2}([a-z]+)(?: \[| <| {2})/gm)].map(([, name]) => name ?? '');
    const told = new Set(COMMANDS.map(({ args }) => args()[0]));
    assert.deepEqual(
      known.filter((name) => !told.has(name) && !offline.includes(name)),
      [],
    );
    assert.ok((await readdir(outside)).length > 30);
  });
});
