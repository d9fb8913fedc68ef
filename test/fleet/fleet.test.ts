import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../../src/packageRoot.js';
import { run } from '../hostile/runHere.js';
import { deadPort, listen } from '../hostile/server.js';
import { fleetOf, folderOf, hostsOf, linesIn, named, reportIn, told } from './hosts.js';

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(join(packageRoot, 'rules', 'schema', `${name}.schema.json`), 'utf8')) as object;
const ajv = new Ajv2020({ strict: false });
const isReport = ajv.compile(schemaOf('fleet'));
const isLine = ajv.compile(schemaOf('fleet-line'));

const JSON_HERE = ['--quick', '--format', 'json'];

describe('fleet', { concurrency: false }, () => {
  it('reads URLs, comments, blank lines and objects, and says how many are well and why others are not', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve } = await hostsOf(test, 'lenient', 3);
    const dead = `http://127.0.0.1:${await deadPort()}/mcp`;
    const list = [
      '\ufeff# ours',
      urls[0] ?? '',
      '',
      `${urls[1]}  # second`,
      `{"url":"${urls[2]}","name":"third"}`,
      dead,
    ];
    const ran = await fleetOf(at, list, [...resolve, ...JSON_HERE, '--report', `ndjson:${at('run')}`]);
    const report = reportIn(ran);
    assert.ok(isReport(report), ajv.errorsText(isReport.errors));
    assert.equal(report.targets, 4);
    assert.deepEqual(report.verdicts, { connects: 3, refused: 0, unreachable: 1, unclear: 0 });
    assert.deepEqual(
      report.causes.map(({ cause, examples }) => [cause, examples]),
      [['nothing-listens', [dead]]],
    );
    assert.deepEqual(report.stances, [{ era: 'legacy', stance: 'lenient', targets: 3 }]);
    assert.equal(ran.code, 3);
    const lines = await linesIn(at('run'));
    for (const line of lines) assert.ok(isLine(line), ajv.errorsText(isLine.errors));
    assert.deepEqual(
      lines.map((line) => (line.event === 'target' ? line.target : line.event)).sort(),
      [urls[0], urls[1], dead, 'end', 'third'].sort(),
    );
  });

  it('reads the servers of a configuration, each with its own headers', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve, server } = await hostsOf(test, 'lenient', 2);
    const servers = Object.fromEntries(
      urls.map((url, index) => [`s${index}`, { type: 'http', url, headers: { 'X-Team': `t${index}` } }]),
    );
    await writeFile(at('.mcp.json'), JSON.stringify({ mcpServers: servers }, null, 2));
    const ran = await run([
      'fleet',
      at('.mcp.json'),
      ...resolve,
      '--quick',
      '--report',
      `ndjson:${at('run')}`,
    ]);
    assert.equal(ran.code, 0, ran.stderr);
    const lines = await linesIn(at('run'));
    assert.deepEqual(lines.flatMap((line) => (line.event === 'target' ? [line.target] : [])).sort(), [
      `${at('.mcp.json')}#s0`,
      `${at('.mcp.json')}#s1`,
    ]);
    const teams = server.received.map(
      ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'x-team')?.[1],
    );
    assert.deepEqual([...new Set(teams)].sort(), ['t0', 't1']);
  });

  it('reads stdin, and writes each line to stdout as soon as it is known', async (test) => {
    const { urls, resolve } = await hostsOf(test, 'lenient', 2);
    const stdin = Readable.from([`${urls[0]}\n${urls[1]?.slice(0, 9)}`, urls[1]?.slice(9) ?? '']);
    const { code, stdout, stderr } = await run(['fleet', '-', ...resolve, '--quick', '--format', 'ndjson'], {
      stdin,
    });
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trim().split('\n').length, 3);
  });

  it('begins with more than 20 hosts only where that is said, and sends nothing before', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve, server } = await hostsOf(test, 'lenient', 21);
    const { code, stderr } = await fleetOf(at, urls, [...resolve, '--quick']);
    assert.equal(code, 2);
    assert.match(stderr, /so many servers are asked only where you say so\n.*more than 20 hosts\n.*--yes/);
    assert.equal(server.received.length, 0);
  });

  it('names each line that it cannot read, asks the others, and exits with 2', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve } = await hostsOf(test, 'lenient', 1);
    const list = [
      'example.com/mcp',
      urls[0] ?? '',
      '{"url": 3}',
      '{"url":"http://a.test/","headrs":{}}',
      '{"url":',
      'x'.repeat(70_000),
    ];
    const ran = await fleetOf(at, list, [...resolve, ...JSON_HERE]);
    assert.equal(ran.code, 2);
    const { targets, unreadable } = reportIn(ran);
    assert.equal(targets, 1);
    assert.equal(unreadable.count, 5);
    for (const number of [1, 3, 4, 5, 6])
      assert.match(ran.stderr, new RegExp(`where: \\S+list\\.txt:${number}\n`));
    assert.match(ran.stderr, /write the scheme too: http:\/\/example\.com\/mcp/);
  });

  it('says of an empty list that there is nothing in it', async (test) => {
    const at = await folderOf(test);
    const { code, stderr } = await fleetOf(at, ['# nothing yet'], []);
    assert.equal(code, 2);
    assert.match(stderr, /there is no target in this list/);
  });

  it('asks a target that is named twice once, and says so', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve, server } = await hostsOf(test, 'lenient', 1);
    const one = reportIn(await fleetOf(at, urls, [...resolve, ...JSON_HERE]));
    const sent = server.received.length;
    const two = reportIn(await fleetOf(at, [...urls, ...urls], [...resolve, ...JSON_HERE]));
    assert.equal(server.received.length, 2 * sent);
    assert.deepEqual(two, { ...one, repeated: 1 });
  });

  it('goes on with a run whose last line is torn: what is done is not asked again', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve, server } = await hostsOf(test, 'lenient', 3);
    const words = [...resolve, ...JSON_HERE, '--resume', at('run')];
    const whole = await fleetOf(at, urls, words);
    const [first = '', second = ''] = (await readFile(at('run'), 'utf8')).split('\n');
    const sent = server.received.length;
    await writeFile(at('run'), `${first}\n${second.slice(0, 40)}`);
    const again = await fleetOf(at, urls, words);
    assert.equal(server.received.length - sent, (sent * 2) / 3);
    assert.deepEqual(reportIn(again), { ...reportIn(whole), resumed: 1 });
    const lines = await linesIn(at('run'));
    assert.equal(told(lines).length, 3);
    assert.equal(lines.at(-1)?.event, 'end');
  });

  it('does not go on with a run that is damaged in the middle, and names the line', async (test) => {
    const at = await folderOf(test);
    await writeFile(at('run'), 'what is this\n');
    const { code, stderr } = await fleetOf(at, ['http://a.test/mcp'], ['--resume', at('run')]);
    assert.equal(code, 2);
    assert.match(stderr, /where: \S+run:1\n/);
    assert.equal(await readFile(at('run'), 'utf8'), 'what is this\n');
  });

  it('is ended by Ctrl-C with 130, keeps what is done, and can be gone on with', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve } = await hostsOf(test, 'lenient', 2);
    const silent = await listen(() => {});
    test.after(() => silent.close());
    const words = [...resolve, '--quick', '--concurrency', '1', '--resume', at('run')];
    const ran = await fleetOf(at, [...urls, silent.url], [...words, '--timeout', '60s'], {
      during: (child) => void silent.reached.then(() => child.kill('SIGINT')),
    });
    assert.equal(ran.code, 130);
    assert.match(ran.stdout, /2 of 2 servers connect/);
    const lines = await linesIn(at('run'));
    assert.deepEqual(
      lines.map(({ event }) => event),
      ['target', 'target'],
    );
    const merged = await run(['merge', at('run')]);
    assert.equal(merged.code, 3);
    assert.match(merged.stdout, /missing: the rest of \S+run: that run was broken off/);
    await appendFile(at('list.txt'), '');
    const after = await run(['fleet', at('list.txt'), ...words, '--timeout', '80ms', '--format', 'json']);
    assert.equal(reportIn(after).targets, 3);
    assert.equal(reportIn(after).resumed, 2);
  });

  it('gives no target longer than its deadline', async (test) => {
    const at = await folderOf(test);
    const silent = await listen(() => {});
    test.after(() => silent.close());
    const ran = await fleetOf(
      at,
      [silent.url],
      ['--timeout', '60s', '--target-deadline', '60ms', '--format', 'json'],
    );
    assert.equal(ran.code, 3);
    assert.deepEqual(
      reportIn(ran).causes.map(({ cause, title }) => [cause, title]),
      [['target-deadline', 'It was not judged within 0.06 s']],
    );
  });

  it('asks one target of a host at a time, and several hosts at once', async (test) => {
    const at = await folderOf(test);
    const waiting: (() => void)[] = [];
    let [most, together] = [0, 1];
    const server = await listen((socket) => {
      waiting.push(() => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'));
      most = Math.max(most, waiting.length);
      // What else is asked at once has the time to come.
      if (waiting.length >= together) setImmediate(() => waiting.splice(0).map((answer) => answer()));
    });
    test.after(() => server.close());
    const paths = Array.from({ length: 6 }, (_, index) => `${server.url}/${index}`);
    assert.equal((await fleetOf(at, paths, ['--quick'])).code, 1);
    assert.equal(most, 1);
    together = 2;
    const { urls, resolve } = named(String(server.port), 2, 'apart');
    await fleetOf(at, urls, [...resolve, '--quick', '--timeout', '2s']);
    assert.equal(most, 2);
  });

  it('sends the headers of a line to its target alone, and writes no secret down', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve, server } = await hostsOf(test, 'lenient', 2);
    const secret = 'sk-live-canary-5f2d81c09b7e';
    const list = [
      JSON.stringify({ url: `${urls[0]}?api_key=${secret}`, headers: { Authorization: `Bearer ${secret}` } }),
      urls[1] ?? '',
    ];
    const words = ['--quick', '--report', `ndjson:${at('run')}`, '--report', `html:${at('page')}`];
    const ran = await fleetOf(at, list, [...resolve, ...words]);
    assert.equal(ran.code, 0, ran.stderr);
    const written = [
      ran.stdout,
      ran.stderr,
      await readFile(at('run'), 'utf8'),
      await readFile(at('page'), 'utf8'),
    ];
    for (const text of written) assert.ok(!text.includes(secret));
    const host = (headers: readonly (readonly [string, string])[]): string =>
      headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
    const told = server.received.filter(({ headers }) => JSON.stringify(headers).includes(secret));
    assert.deepEqual([...new Set(told.map(({ headers }) => host(headers)))], [new URL(urls[0] ?? '').host]);
  });
});
