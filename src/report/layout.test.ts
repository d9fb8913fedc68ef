import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beside, displayWidth, numbered, table, wrap } from './layout.js';

test('a wide letter takes two columns, a combining mark none', () => {
  assert.equal(displayWidth('abc'), 3);
  assert.equal(displayWidth('データ'), 6);
  assert.equal(displayWidth('e\u0301'), 1);
  assert.equal(displayWidth('한국'), 4);
  assert.equal(displayWidth('ﬃ'), 1);
  assert.equal(displayWidth('🚀'), 2);
});

test('text breaks at its spaces and never wider than asked', () => {
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
});

test('a command is not broken where it fits on a line, so that it can be pasted', () => {
  assert.deepEqual(wrap('see: mcp-accept tap URL, and wait', 20), [
    'see:',
    'mcp-accept tap URL,',
    'and wait',
  ]);
  assert.deepEqual(wrap('A=b mcp-accept lint (or not)', 20), ['A=b mcp-accept lint', '(or not)']);
  assert.deepEqual(wrap('mcp-accept probe --config FILE', 16), ['mcp-accept probe', '--config FILE']);
});

test('a word that is too long is chopped', () => {
  assert.deepEqual(wrap('x abcdefgh y', 3), ['x', 'abc', 'def', 'gh', 'y']);
});

test('a long word is chopped after a sign where one is near', () => {
  assert.deepEqual(wrap('application/problem+json', 14), ['application/', 'problem+json']);
});

test('a chopped word keeps its marks with their letters and wide letters whole', () => {
  assert.deepEqual(wrap('e\u0301e\u0301e\u0301', 2), ['e\u0301e\u0301', 'e\u0301']);
  assert.deepEqual(wrap('データ', 3), ['デ', 'ー', 'タ']);
});

test('a URL stays whole, except in a table', () => {
  const url = 'https://example.com/a/long/path';
  assert.deepEqual(wrap(`see ${url}`, 10), ['see', url]);
  assert.equal(wrap(url, 10, true)[0], 'https://');
});

test('an empty text is one empty line', () => {
  assert.deepEqual(wrap('', 10), ['']);
});

test('text beside a label lines up with its first line', () => {
  assert.deepEqual(beside('to: ', 'one two', 8), ['to: one', '    two']);
});

test('numbers above nine line up', () => {
  const lines = numbered(
    Array.from({ length: 10 }, () => 'x'),
    20,
  );
  assert.deepEqual([lines[0], lines[9]], [' 1. x', '10. x']);
});

test('a table as wide as its content needs no more than that', () => {
  const lines = table(
    [
      { title: 'a', min: null },
      { title: 'b', min: null },
    ],
    [[{ text: 'xx' }, { text: 'y' }]],
    80,
  );
  assert.deepEqual(lines, ['a   b', '--  -', 'xx  y']);
});

test('a table shrinks its widest column first and wraps inside it', () => {
  const columns = [
    { title: 'a', min: null },
    { title: 'b', min: 5 },
  ];
  const lines = table(columns, [[{ text: 'keep' }, { text: 'one two three' }]], 14);
  assert.deepEqual(lines, ['a     b', '----  --------', 'keep  one two', '      three']);
});

test('colour changes no widths in a table', () => {
  const columns = [
    { title: 'a', min: null },
    { title: 'b', min: null },
  ];
  const lines = table(columns, [[{ text: 'x', paint: (text) => `<${text}>` }, { text: 'y' }]], 80);
  assert.equal(lines[2], '<x>  y');
});
