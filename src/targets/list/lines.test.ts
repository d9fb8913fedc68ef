import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { linesOf, type TextLine } from './lines.js';

async function linesIn(chunks: (string | Buffer)[], most = 100): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for await (const line of linesOf(Readable.from(chunks), most)) lines.push(line);
  return lines;
}

test('lines are the same however the text is cut into pieces, also in the middle of a letter', async () => {
  const text = Buffer.from('\ufeffgrün\r\n\nzwei\ndrei');
  const whole = await linesIn([text]);
  assert.deepEqual(
    whole.map((line) => [line.number, line.text, line.whole, line.end]),
    [
      [1, 'grün', true, 10],
      [2, '', true, 11],
      [3, 'zwei', true, 16],
      [4, 'drei', false, 20],
    ],
  );
  assert.deepEqual(await linesIn([...text].map((byte) => Buffer.from([byte]))), whole);
});

test('of a line that is too long only the beginning is kept, and the next one is whole', async () => {
  const lines = await linesIn(['x'.repeat(90), 'x'.repeat(500), '\nb\n']);
  assert.deepEqual(
    lines.map(({ text, long }) => [text.length, long]),
    [
      [100, true],
      [1, false],
    ],
  );
});
