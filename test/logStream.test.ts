import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { analyse } from 'scslre';
import { loadLogFormats, readerOf } from '../src/logs/formats.js';
import { patternOfLogFormat } from '../src/logs/logFormat.js';
import { survey } from '../src/logs/survey.js';
import type { LogFormat } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { combined, idsOf, LOGS, reported } from './logging.js';

const log = join(LOGS, 'nginx-1.22.1.combined.log');

it('stdin is read like a file, packed or not, and called stdin', async () => {
  const bytes = await readFile(log);
  const file = await reported([log]);
  for (const given of [bytes, gzipSync(bytes)]) {
    const report = await reported(['-'], Readable.from([given.subarray(0, 100), given.subarray(100)]));
    assert.deepEqual(report.files, ['stdin']);
    assert.deepEqual([report.read, idsOf(report)], [file.read, idsOf(file)]);
    assert.equal(report.patterns[0]?.examples[0]?.file, 'stdin');
  }
});

it('each file of rules/logs/ is what its schema says', async () => {
  const folder = join(packageRoot, 'rules', 'logs');
  const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
  const schema = await read(join(packageRoot, 'rules', 'schema', 'log-format.schema.json'));
  const fits = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<LogFormat>(schema);
  for (const name of await readdir(folder)) {
    const format: unknown = await read(join(folder, name));
    assert.ok(fits(format), `${name}: ${JSON.stringify(fits.errors)}`);
    assert.equal(format.id, basename(name, '.json'));
  }
});

it('what is made of a log_format of nginx takes no more than linear time on any line', () => {
  for (const format of [
    '$remote_addr - [$time_iso8601] "$request" $status rt=$request_time ua="$http_user_agent" "$http_accept"',
    '$remote_addr $remote_user $request_method $request_uri $status $http_user_agent $request_time',
    '$status|$request|$a|$b|$c|$d|$e',
  ]) {
    const source = patternOfLogFormat(format);
    assert.deepEqual(analyse({ source, flags: '' }, { reportTypes: { Move: true } }).reports, [], source);
  }
});

// 1 GB took no more than 100 MB did; here what is held after 2 MB and after 8 MB of the worst: every line another
// client with another session, and now and then one that stays in mind beside a chunk that need not.
it('memory stays flat: what is held does not grow with the log', async () => {
  setFlagsFromString('--expose-gc');
  const gc: () => void = runInNewContext('gc');
  const held = (): number => {
    gc();
    return process.memoryUsage().heapUsed;
  };
  const chunk = (nth: number): Buffer => {
    const lines = Array.from({ length: 100 }, (_, at) => {
      const client = `10.${nth % 250}.${at}.7`;
      const what = at % 3 === 0 ? 'DELETE /mcp' : 'POST /mcp';
      return combined(nth % 60, what, at % 2 === 0 ? 406 : 200, `some-client-${nth}-${at % 7}/1.0`, client);
    });
    return Buffer.from(`${lines.join('\n')}\n${'x'.repeat(10_000)}\n`);
  };
  const marks: number[] = [];
  const source = Readable.from(
    (function* () {
      for (let nth = 0; nth < 361; nth += 1) {
        if (nth === 120 || nth === 360) marks.push(held());
        yield chunk(nth);
      }
    })(),
  );
  const readers = (await loadLogFormats()).map(readerOf);
  await survey([{ name: 'a', from: source }], { readers, since: null, until: null, revealHosts: false });
  const [early = 0, late = 0] = marks;
  assert.ok(late < early + 2e6, `${early} bytes were held early on, ${late} at the end`);
});
