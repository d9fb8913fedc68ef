import assert from 'node:assert/strict';
import { it } from 'node:test';
import { EventReader } from './events.js';
import { EVENT_CAP } from './wire.js';

/** The event names and data of a stream that comes in these pieces. */
function read(...pieces: string[]): [string | null, string][] {
  const reader = new EventReader(() => 0);
  for (const piece of pieces) reader.push(piece);
  return reader.events.map(({ event, data }) => [event, data]);
}

const STREAM = 'event: message\r\ndata: one\r\ndata:two\r\n\r\n: comment\r\ndata: three\r\n\r\n';
const EVENTS = [
  ['message', 'one\ntwo'],
  [null, 'three'],
];

it('a stream says the same in one piece and byte by byte, with every kind of line break', () => {
  for (const lineBreak of ['\r\n', '\n', '\r']) {
    const stream = STREAM.replaceAll('\r\n', lineBreak);
    assert.deepEqual(read(stream), EVENTS);
    assert.deepEqual(read(...stream), EVENTS);
  }
});

it('an event counts as soon as its blank line is there, whatever its line breaks', () => {
  assert.deepEqual(read('data: x\r\r'), [[null, 'x']]);
  assert.deepEqual(read('data: x\r\n\r'), [[null, 'x']]);
  assert.deepEqual(read('data: x\n'), []);
});

it('no more events are kept than the cap allows', () => {
  assert.equal(read('data:\n\n'.repeat(EVENT_CAP + 10)).length, EVENT_CAP);
});
