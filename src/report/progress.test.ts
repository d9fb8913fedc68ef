import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgress } from './progress.js';

const CHOOSERS = ['CI', 'TERM', 'NO_COLOR', 'FORCE_COLOR'];
const before = new Map(CHOOSERS.map((name) => [name, process.env[name]]));

beforeEach(() => {
  for (const name of CHOOSERS) delete process.env[name];
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test('a terminal shows what is going on, until it is stopped', async () => {
  const { stream, written } = fakeTerminal(true);
  const progress = startProgress(stream, true);
  progress.update('cell \u001b[2Jmissing');
  // What draws is loaded first, which takes its time on a busy machine.
  for (let waited = 0; written() === '' && waited < 10_000; waited += 20) await sleep(20);
  progress.stop();
  assert.match(written(), /cell \\x1b\[2Jmissing/);
  const length = written().length;
  await sleep(250);
  assert.equal(written().length, length);
});

test('the cursor is never hidden, so it never has to be restored', async () => {
  const { stream, written } = fakeTerminal(true);
  const progress = startProgress(stream, true);
  progress.update('x');
  await sleep(300);
  progress.stop();
  assert.equal(written().includes('\u001b[?25l'), false);
});

test('a text longer than the terminal is cut to one line', async () => {
  const { stream, written } = fakeTerminal(true);
  const progress = startProgress(stream, true);
  progress.update('x'.repeat(500));
  await sleep(300);
  progress.stop();
  assert.equal(written().includes('x'.repeat(37)), false);
});

test('a terminal that says it has no columns sees nothing of it, and is not cleared for ever', async () => {
  const { stream, written } = fakeTerminal(true, 0);
  const progress = startProgress(stream, true);
  progress.update('x');
  await sleep(300);
  progress.stop();
  assert.equal(written(), '');
});

const SILENT: [name: string, isTTY: boolean, enabled: boolean, env: Record<string, string>][] = [
  ['a pipe', false, true, {}],
  ['a CI log', true, true, { CI: 'true' }],
  ['a dumb terminal', true, true, { TERM: 'dumb' }],
  ['a terminal whose user wants none', true, false, {}],
];
for (const [name, isTTY, enabled, env] of SILENT) {
  test(`${name} sees nothing of it`, async () => {
    Object.assign(process.env, env);
    const { stream, written } = fakeTerminal(isTTY);
    const progress = startProgress(stream, enabled);
    progress.update('x');
    await sleep(200);
    progress.stop();
    assert.equal(written(), '');
  });
}

test('progress that is stopped at once shows nothing', async () => {
  const { stream, written } = fakeTerminal(true);
  const progress = startProgress(stream, true);
  progress.update('x');
  progress.stop();
  await sleep(300);
  assert.equal(written(), '');
});

test('progress that nobody stops keeps no process alive', () => {
  const module = new URL('./progress.js', import.meta.url).href;
  const code = `
    const { startProgress } = await import(${JSON.stringify(module)});
    Object.assign(process.stderr, { isTTY: true, columns: 80 });
    for (const name of ['cursorTo', 'clearLine', 'moveCursor']) process.stderr[name] = () => true;
    startProgress(process.stderr, true).update('still going');
    await new Promise((resolve) => setTimeout(resolve, 400));`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    timeout: 10_000,
    env: { PATH: process.env['PATH'] },
  });
  assert.equal(status, 0);
  assert.match(stderr, /still going/);
});

function fakeTerminal(isTTY: boolean, columns = 40): { stream: NodeJS.WriteStream; written: () => string } {
  let text = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    text += chunk.toString();
    done();
  };
  const moves = { cursorTo: () => true, clearLine: () => true, moveCursor: () => true };
  const stream = Object.assign(new Writable({ write }), { isTTY, columns, rows: 24, ...moves });
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => text };
}
