import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewOf } from './view.js';

const terminal = { isTTY: true, columns: 120 };
const pipe = {};

test('the width is that of the terminal, else COLUMNS, else 80', () => {
  assert.equal(viewOf(terminal, { COLUMNS: '70' }).width, 120);
  assert.equal(viewOf(pipe, { COLUMNS: '70' }).width, 70);
  assert.equal(viewOf(pipe, {}).width, 80);
  assert.equal(viewOf({ isTTY: true, columns: 0 }, { COLUMNS: 'wide' }).width, 80);
});

test('nothing is laid out for less than 40 columns', () => {
  assert.equal(viewOf({ isTTY: true, columns: 7 }, {}).width, 40);
});

const COLOURS: [name: string, stream: object, env: Record<string, string>, color: boolean][] = [
  ['a terminal takes colour', terminal, {}, true],
  ['a pipe takes none', pipe, {}, false],
  ['NO_COLOR takes it away', terminal, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR is not set', terminal, { NO_COLOR: '' }, true],
  ['FORCE_COLOR gives it to a pipe', pipe, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0 takes it away', terminal, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR beats FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['a dumb terminal takes none', terminal, { TERM: 'dumb' }, false],
  ['a CI log takes none', terminal, { CI: 'true' }, false],
  ['CI=false is no CI', terminal, { CI: 'false' }, true],
  ['FORCE_COLOR gives it to a CI log', pipe, { CI: 'true', FORCE_COLOR: '1' }, true],
];

for (const [name, stream, env, color] of COLOURS) {
  test(name, () => assert.equal(viewOf(stream, env).color, color));
}

test('a flag beats the environment', () => {
  assert.deepEqual(viewOf(terminal, { NO_COLOR: '1' }, { color: true, width: 60 }), {
    width: 60,
    color: true,
  });
});
