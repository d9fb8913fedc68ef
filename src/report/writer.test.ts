import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, test } from 'node:test';
import { WriteError } from './files.js';
import { createWriter } from './writer.js';

const folder = mkdtempSync(join(tmpdir(), 'writer-'));
after(() => rmSync(folder, { recursive: true }));

const writer = createWriter({ stdout: new Writable(), stderr: new Writable() });
const moduleUrl = JSON.stringify(new URL('./writer.js', import.meta.url).href);

test('text resolves only when the stream has taken it', async () => {
  let release = () => {};
  const slow = new Writable({
    write(_chunk, _encoding, done) {
      release = done;
    },
  });
  let done = false;
  const writing = createWriter({ stdout: slow, stderr: slow })
    .out('x')
    .then(() => {
      done = true;
    });
  await new Promise(setImmediate);
  assert.equal(done, false);
  release();
  await writing;
});

test('a pipe gets all of a long text, even when the process exits right afterwards', () => {
  const code = `
    const { createWriter } = await import(${moduleUrl});
    await createWriter(process).out('x'.repeat(5_000_000));
    process.exit(0);`;
  const { stdout } = shell('"$NODE" --input-type=module -e "$CODE" | wc -c', code);
  assert.equal(Number(stdout), 5_000_000);
});

test('a reader that leaves early is no error', () => {
  const code = `
    const { createWriter } = await import(${moduleUrl});
    const { out, err } = createWriter(process);
    for (let line = 0; line < 2000; line++) await out('x'.repeat(1000) + '\\n');
    await err('done');`;
  const { stdout, stderr } = shell('"$NODE" --input-type=module -e "$CODE" | head -n 1 | wc -c', code);
  assert.equal(Number(stdout), 1001);
  assert.equal(stderr, 'done');
});

test('any other error of a stream is given back', async () => {
  const full = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    },
  });
  await assert.rejects(createWriter({ stdout: full, stderr: full }).out('x'), { code: 'ENOSPC' });
});

test('a file is written whole, with nothing left beside it', async () => {
  const path = join(folder, 'report.json');
  await writer.toFile(path, 'first');
  await writer.toFile(path, 'second');
  assert.equal(readFileSync(path, 'utf8'), 'second');
  assert.deepEqual(readdirSync(folder), ['report.json']);
});

test('a file keeps its mode, a symbolic link its place', async () => {
  const path = join(folder, 'private.json');
  const link = join(folder, 'link.json');
  writeFileSync(path, '', { mode: 0o600 });
  symlinkSync(path, link);
  await writer.toFile(link, 'through the link');
  assert.equal(readFileSync(path, 'utf8'), 'through the link');
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('a device is written to, not replaced', async () => {
  await writer.toFile('/dev/null', 'gone');
  assert.equal(statSync('/dev/null').isCharacterDevice(), true);
});

test('what cannot be written gives the path and the code, and leaves nothing behind', async () => {
  const before = readdirSync(folder);
  const missing = join(folder, 'no-such-folder', 'report.json');
  await assert.rejects(writer.toFile(missing, 'x'), (error) => {
    assert.ok(error instanceof WriteError);
    assert.equal(error.code, 'ENOENT');
    assert.equal(error.path, missing);
    return true;
  });
  await assert.rejects(writer.toFile(folder, 'x'), { code: 'EISDIR' });
  assert.deepEqual(readdirSync(folder), before);
});

function shell(script: string, code: string) {
  const env = { PATH: process.env['PATH'], NODE: process.execPath, CODE: code };
  return spawnSync('sh', ['-c', script], { encoding: 'utf8', timeout: 30_000, env });
}

test('no C1 control reaches the terminal, whoever forgot to escape it; JSON stays the same JSON', async () => {
  let taken = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      taken += String(chunk);
      done();
    },
  });
  const { out, err } = createWriter({ stdout: stream, stderr: stream });
  const value = { agent: 'a\u009b31mb\u0085' };
  await out(JSON.stringify(value));
  await err('GET /\u009b2J 404\n');
  assert.doesNotMatch(taken, /[\u0080-\u009f]/);
  assert.match(taken, /GET \/\\u009b2J 404/);
  assert.deepEqual(JSON.parse(taken.slice(0, taken.indexOf('}') + 1)), value);
});
