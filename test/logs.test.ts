import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { loadLogFormats, readerOf } from '../src/logs/formats.js';
import { eachLine } from '../src/logs/lines.js';
import { readerOfLogFormat } from '../src/logs/logFormat.js';
import { unwrapped } from '../src/logs/prefix.js';
import { timeOf } from '../src/logs/time.js';
import { run } from './hostile/runHere.js';
import { combined, idsOf, LOGS, reported, toldOf } from './logging.js';

const formats = await loadLogFormats();
const readers = formats.map(readerOf);

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mcp-accept-logs-'));
});
after(() => rm(dir, { recursive: true }));

describe('each format', () => {
  for (const format of formats) {
    it(`${format.id} reads its own examples, before every other`, () => {
      assert.ok(format.examples.length > 0);
      for (const { line, is } of format.examples) {
        const json = line.startsWith('{') ? (JSON.parse(line) as object) : undefined;
        const first = readers.find((reader) => reader.read(unwrapped(line).text, json) !== null);
        assert.equal(first?.id, format.id, line);
        const fields = readerOf(format).read(line, json) ?? {};
        for (const [name, value] of Object.entries(is)) {
          assert.equal(Object.entries(fields).find(([field]) => field === name)?.[1], value, name);
        }
      }
    });
  }
});

const OWN =
  '$remote_addr - [$time_iso8601] "$request" $status rt=$request_time ua="$http_user_agent" accept="$http_accept" session="$http_mcp_session_id"';

// One story, told by each of them at once in front of FastMCP: a health check, a client that names one type, one that
// ends its session and uses it, a restart, and the old session after it.
describe('lines that were really written', () => {
  for (const [file, format, words] of [
    ['nginx-1.22.1.combined.log', 'combined', []],
    ['nginx-1.22.1.own.log', 'log-format', ['--log-format', OWN]],
    ['caddy-2.6.2.log', 'caddy', []],
    ['haproxy-2.6.12.log', 'haproxy', []],
    ['uvicorn-0.54.0.log', 'uvicorn', []],
  ] as const) {
    it(`${file}: 406, a session after its end, sessions that are gone`, async () => {
      const report = await reported([join(LOGS, file), ...words]);
      assert.equal(report.exitCode, 1);
      assert.deepEqual(
        report.formats.map(({ id }) => id),
        [format],
      );
      for (const id of ['sessions-gone', 'refused-406', 'used-after-end', 'get-before-post']) {
        assert.ok(idsOf(report).includes(id), id);
      }
      const refused = report.patterns.find(({ id }) => id === 'refused-406');
      const isNamed = format !== 'haproxy' && format !== 'uvicorn';
      assert.equal(
        refused?.who[0],
        isNamed ? 'old-client/1.0 (3)' : `127.0.0.1 (${format === 'uvicorn' ? 9 : 3})`,
      );
      // Where the log does not tell clients apart, nobody is blamed alone.
      assert.deepEqual(refused?.fault, isNamed ? ['client'] : ['client', 'server']);
    });
  }

  it('the log of the server shows the restart, and its 404s are a storm after it', async () => {
    const { verdict } = await reported([join(LOGS, 'uvicorn-0.54.0.log')]);
    assert.match(verdict.title, /^404 storm after a restart: 12 requests/);
  });

  it('a page fits a screen and shows lines with their place', async () => {
    const { stdout } = await run(['triage', '--log', 'nginx-1.22.1.combined.log'], { cwd: LOGS });
    assert.ok(stdout.split('\n').length <= 50, stdout);
    assert.match(stdout, /combined\.log:3 +2026-11-30 10:40:26 POST \/mcp 406/);
    assert.match(stdout, /who {4}claude-code\/2\.1\.274: 7 of 12 answered well \(404 5 times\)/);
  });
});

describe('what stands around a line', () => {
  it('of Docker, Compose, Kubernetes and syslog is taken off, and its time is kept', async () => {
    const plain = 'INFO:     10.0.0.7:41322 - "POST /mcp HTTP/1.1" 406 Not Acceptable';
    const report = await toldOf([
      `mcp-1  | ${plain}`,
      `mcp-1  | 2026-11-30T10:00:00.5Z ${plain}`,
      `2026-11-30T10:00:00.5Z ${plain}`,
      `2026-11-30T10:00:00.5Z stdout F ${plain}`,
      JSON.stringify({ log: `${plain}\n`, stream: 'stdout', time: '2026-11-30T10:00:00.5Z' }),
      `Nov 30 10:00:00 host app[7]: ${plain}`,
      `\u001b[32m${plain}\u001b[0m`,
    ]);
    assert.equal(report.read.mcp, 7);
    assert.equal(report.read.timeless, 3);
    assert.equal(report.first, '2026-11-30T10:00:00.500Z');
  });

  it('times are read as each writes them', () => {
    const at = Date.UTC(2026, 10, 30, 10, 0, 0);
    for (const text of [
      '30/Nov/2026:10:00:00 +0000',
      '30/Nov/2026:12:00:00 +0200',
      '30/Nov/2026:10:00:00.000',
      '2026-11-30T10:00:00Z',
      '2026-11-30 10:00:00,000',
      String(at),
      String(at / 1000),
    ]) {
      assert.equal(timeOf(text), at, text);
    }
    for (const text of ['', 'soon', '99/Foo/2026:10:00:00 +0000']) assert.equal(timeOf(text), null);
  });
});

describe('hostile logs', () => {
  it('a line of a megabyte, half a line, ANSI, NUL and broken JSON are gone past', async () => {
    const report = await toldOf([
      `${'x'.repeat(1_000_000)}`,
      `{"method":"POST","url":"/mcp","status":406`,
      `10.0.0.7 - - [30/Nov/2026:10:00:00 +0000] "POST /mcp HT`,
      `\u0000\u0001\u001b[2J\u001b]8;;http://evil.example\u0007`,
      combined(1, 'POST /mcp', 406, 'evil\u001b[31m\u202e/1'),
      '{"method":{"a":1},"url":[],"status":null}',
      `${'{"a":'.repeat(2000)}`,
    ]);
    assert.equal(report.read.mcp, 1);
    assert.equal(report.read.lines, 7);
    const file = join(dir, 'ansi.log');
    await writeFile(file, combined(1, 'POST /mcp', 406, 'evil\u001b[31m\u202e/1'));
    const { stdout } = await run(['triage', '--log', file]);
    assert.doesNotMatch(stdout, /(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('secrets of a line and private hosts are in no output', async () => {
    const canary = 'canary-5f2e9c7a1b';
    const token = 'sk-live-9f8e7d6c5b4a39281706';
    const lines = [combined(1, `POST /mcp?api_key=${canary}`, 406, `agent-${token}`, '10.20.30.40')];
    const report = JSON.stringify(await toldOf(lines));
    for (const secret of [canary, token, '10.20.30.40']) assert.ok(!report.includes(secret), secret);
    assert.match(
      JSON.stringify(await toldOf([combined(1, 'POST /mcp', 406, '-', '10.20.30.40')], ['--reveal-hosts'])),
      /10\.20\.30\.40/,
    );
  });

  it('.gz is unpacked, a damaged one is told of', async () => {
    const packed = gzipSync(await readFile(join(LOGS, 'caddy-2.6.2.log')));
    await writeFile(join(dir, 'a.log.gz'), packed);
    assert.equal((await reported([join(dir, 'a.log.gz')])).read.mcp, 16);
    await writeFile(join(dir, 'b.log.gz'), packed.subarray(0, 400));
    for (const name of ['b.log.gz', 'none.log']) {
      const { code, stderr } = await run(['triage', '--log', join(dir, name)]);
      assert.equal(code, 2);
      assert.match(stderr, /^error: this log cannot be read/);
    }
  });

  it('lines are cut from any pieces that they come in', async () => {
    const text = 'one\r\nzwei ä\n\nfour';
    for (const size of [1, 2, 3, 100]) {
      const bytes = Buffer.from(text);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const lines: string[] = [];
      assert.equal(await eachLine(Readable.from(pieces), (line) => lines.push(line)), bytes.length);
      assert.deepEqual(lines, ['one', 'zwei ä', '', 'four']);
    }
  });
});

describe('--log-format', () => {
  it('of nginx is read as its configuration has it', () => {
    const reader = readerOfLogFormat(OWN);
    const line =
      '1.2.3.4 - [2026-11-30T10:00:00+00:00] "POST /mcp HTTP/1.1" 406 rt=0.000 ua="a b" accept="*/*" session="-"';
    assert.deepEqual(
      { ...reader.read(line, undefined) },
      {
        client: '1.2.3.4',
        time: '2026-11-30T10:00:00+00:00',
        method: 'POST',
        path: '/mcp',
        status: '406',
        agent: 'a b',
        accept: '*/*',
        session: '-',
      },
    );
  });

  it('that cannot tell a request is refused, and so is what has nothing to do with logs', async () => {
    const log = ['triage', '--log', join(LOGS, 'caddy-2.6.2.log')];
    for (const words of [
      [...log, '--log-format', '$remote_addr $status'],
      [...log, '--log-format', '$remote_addr$request $status'],
      [...log, '--format', 'sarif'],
    ]) {
      const { code, stderr } = await run(words);
      assert.equal(code, 2, stderr);
    }
  });
});
