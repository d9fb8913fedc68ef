import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { run } from '../hostile/runHere.js';
import { deadPort } from '../hostile/server.js';
import { fleetOf, folderOf, type Hosts, hostsOf, linesIn, named, reportIn, told } from './hosts.js';

describe('the shards of a fleet', { concurrency: false }, () => {
  it('say together what one run of all says, whatever their number and the order of the list', async (test) => {
    const at = await folderOf(test);
    const all: Omit<Hosts, 'server'>[] = [
      await hostsOf(test, 'lenient', 6),
      await hostsOf(test, 'html-everywhere', 2),
      named(String(await deadPort()), 3, 'dead'),
    ];
    const urls = all.flatMap((one) => one.urls);
    const words = [...all.flatMap((one) => one.resolve), '--quick'];
    const one = await fleetOf(at, urls, [...words, '--format', 'json', '--report', `ndjson:${at('one')}`]);
    const lines = told(await linesIn(at('one')));
    assert.equal(lines.length, urls.length);
    for (const of of [2, 5]) {
      const files = Array.from({ length: of }, (_, index) => at(`${index + 1}-${of}`));
      for (const [index, file] of files.entries()) {
        const shard = index % 2 === 0 ? `${index + 1}/${of}` : `index:${index}/${of}`;
        await fleetOf(at, [...urls].reverse(), [...words, '--shard', shard, '--report', `ndjson:${file}`]);
      }
      const parts = (await Promise.all(files.map(linesIn))).map(told);
      assert.deepEqual(parts.flat().sort(), lines, 'no target in two, none in none');
      const merged = await run([
        'merge',
        ...files.reverse(),
        '--format',
        'json',
        '--report',
        `ndjson:${at('m')}`,
      ]);
      assert.equal(merged.code, one.code);
      assert.deepEqual(reportIn(merged), reportIn(one));
      assert.deepEqual(told(await linesIn(at('m'))), lines);
      const some = await run(['merge', ...files.slice(1)]);
      assert.match(some.stdout, new RegExp(`missing: shard ${of} of ${of}\n`));
      assert.notEqual(some.code, 0);
    }
  });

  it('count a target that stands in two of them once', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve } = await hostsOf(test, 'lenient', 2);
    await fleetOf(at, urls, [...resolve, '--quick', '--report', `ndjson:${at('a')}`]);
    const merged = reportIn(await run(['merge', at('a'), at('a'), '--format', 'json']));
    assert.equal(merged.targets, 2);
    assert.equal(merged.repeated, 2);
  });

  it('are not merged in silence where a line is damaged: it is named, and the exit code is 2', async (test) => {
    const at = await folderOf(test);
    const { urls, resolve } = await hostsOf(test, 'lenient', 2);
    await fleetOf(at, urls, [...resolve, '--quick', '--report', `ndjson:${at('a')}`]);
    const [first = '', second = '', end = ''] = (await readFile(at('a'), 'utf8')).split('\n');
    await writeFile(
      at('a'),
      [first, second.replace('"verdict"', '"verdikt"'), '{"event":', end, ''].join('\n'),
    );
    const { code, stdout, stderr } = await run(['merge', at('a')]);
    assert.equal(code, 2);
    assert.match(stderr, /where: \S+a:2\n {2}found: no line of a run/);
    assert.match(stderr, /where: \S+a:3\n {2}found: not JSON/);
    assert.match(stdout, /1 of 1 server connects/);
    assert.match(stdout, /2 lines could not be read/);
  });

  it('are given by a number that there is', async () => {
    for (const shard of ['0/4', '5/4', 'index:4/4', '1', '1/0', 'a/b']) {
      const { code, stderr } = await run(['fleet', 'list.txt', '--shard', shard]);
      assert.equal(code, 2, shard);
      assert.match(stderr, /this is no part of a list/, shard);
    }
  });
});
