import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuTime } from '../cpuTime.fixture.js';
import { forTerminal, jsonForTerminal } from './escape.js';

const HOSTILE: [name: string, text: string, shown: string][] = [
  ['a newline', 'a\nb', 'a\\nb'],
  ['a carriage return', 'ok\rFAIL', 'ok\\rFAIL'],
  ['a tab', 'a\tb', 'a\\tb'],
  ['a colour', '\u001b[31mred', '\\x1b[31mred'],
  ['a terminal title', '\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
  ['an eight-bit CSI', '\u009b31m', '\\x9b31m'],
  ['a backspace and a delete', '\b\u007f', '\\x08\\x7f'],
  ['a NUL', '\0', '\\x00'],
  ['a right-to-left override', '\u202egnp.exe', '\\u{202e}gnp.exe'],
  ['a bidi isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
  ['a line separator', '\u2028', '\\u{2028}'],
  ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
  ['a byte order mark', '\ufeff', '\\u{feff}'],
  ['a no-break space', 'a\u00a0b', 'a\\xa0b'],
  ['an invisible tag', '\u{e0041}', '\\u{e0041}'],
  ['a blank Hangul letter', '\u3164', '\\u{3164}'],
  ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
];

for (const [name, text, shown] of HOSTILE) {
  test(`${name} is made visible`, () => assert.equal(forTerminal(text), shown));
  test(`${name} is escaped in JSON and comes back unchanged`, () => {
    const json = jsonForTerminal({ text });
    assert.match(json, /^[\x20-\x7e\n]*$/);
    assert.deepEqual(JSON.parse(json), { text });
  });
}

test('letters of any script, emoji and accents stay as they are', () => {
  for (const text of ['plain ASCII ~', 'größer', 'データ形式', 'e\u0301', 'ไม่พบ', '🚀']) {
    assert.equal(forTerminal(text), text);
    assert.equal(JSON.parse(jsonForTerminal(text)), text);
  }
});

test('a pile of accents on one letter is made visible from the fifth on', () => {
  assert.equal(forTerminal(`a${'\u0301'.repeat(6)}b`), `a${'\u0301'.repeat(4)}\\u{301}\\u{301}b`);
});

test('a text of the allowed length stays whole', () => {
  assert.equal(forTerminal('abcde', 5), 'abcde');
});

test('a longer text is cut, says so, and is no longer than allowed', () => {
  assert.equal(forTerminal('abcdefgh', 6), 'abc...');
  assert.equal(forTerminal('abcdefgh', 2), '..');
});

test('an escape is never cut in half', () => {
  assert.equal(forTerminal('ab\u202e\u202e', 9), 'ab...');
});

test('a megabyte is cut without being read', () => {
  const long = '\u001b'.repeat(1 << 20);
  const ms = cpuTime(() => assert.equal(forTerminal(long, 10).length, 7));
  assert.ok(ms < 100, `${ms} ms`);
});
