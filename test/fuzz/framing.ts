import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { SeedAnswer } from './answers.js';
import type { Random } from './random.js';

const ENCODINGS: Record<string, (body: Buffer) => Buffer> = {
  gzip: (body) => gzipSync(body),
  'x-gzip': (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  br: (body) => brotliCompressSync(body),
};

/** An answer as it goes over the wire. */
export interface Framed {
  bytes: Buffer;
  /** The connection has to be closed for the body to end. */
  closes: boolean;
}

/** The same answer in one of the ways in which HTTP/1.1 and its content codings can say it. */
export function framed({ status, headers, body }: SeedAnswer, random: Random): Framed {
  const interim = random.once(10) ? 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n' : '';
  const isEmpty = status === 204 || status === 304;
  const coding = random.once(4) && body.length > 0 && !isEmpty ? random.pick(Object.keys(ENCODINGS)) : null;
  const packed = coding === null ? body : (ENCODINGS[coding]?.(body) ?? body);
  const lines = headers.map(([name, value]) => `${cased(name, random)}:${random.once(5) ? '' : ' '}${value}`);
  if (coding !== null) lines.push(`Content-Encoding: ${coding}`);
  const way = isEmpty ? 'none' : random.pick(['length', 'chunked', 'close'] as const);
  if (way === 'length') lines.push(`Content-Length: ${packed.length}`);
  if (way === 'chunked') lines.push('Transfer-Encoding: chunked');
  const reason = random.pick(['', 'OK', 'Whatever It Is', '\u00e9\u00e8']);
  const head = [`HTTP/1.1 ${status} ${reason}`, ...lines, '', ''].join('\r\n');
  const sent = way === 'chunked' ? chunked(packed, random) : isEmpty ? Buffer.alloc(0) : packed;
  return { bytes: Buffer.concat([Buffer.from(interim + head, 'latin1'), sent]), closes: way === 'close' };
}

function cased(name: string, random: Random): string {
  return random.pick([name, name.toLowerCase(), name.toUpperCase()]);
}

function chunked(body: Buffer, random: Random): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const size = Math.min(body.length - at, 1 + random.below(random.once(3) ? 4 : 400));
    const extension = random.once(6) ? `;a="b${'x'.repeat(random.below(20))}"` : '';
    parts.push(
      Buffer.from(`${size.toString(16)}${extension}\r\n`),
      body.subarray(at, at + size),
      Buffer.from('\r\n'),
    );
    at += size;
  }
  const trailer = random.once(6) ? 'X-Trailer: 1\r\n' : '';
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailer}\r\n`)]);
}

/** What breaks readers of bytes: framing, lines, controls, text that is none. */
const SPICE = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\n\n',
  ':',
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.0 ',
  'HTTP/2 ',
  'Content-Length: 5\r\n',
  'Content-Length: 18446744073709551617\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Content-Encoding: gzip\r\n',
  'Content-Type: text/event-stream\r\n',
  'ffffffffffffffff\r\n',
  '0\r\n\r\n',
  'data: ',
  'data',
  'id: \0\n',
  'retry: 1e9\n',
  'event: endpoint\n',
  '\u2028',
  '{"jsonrpc":"2.0","id":1,"result":{}}',
  '[[[[[[[[',
  '"\\ud800"',
  '1e999',
  'x'.repeat(70_000),
].map((text) => Buffer.from(text));
const NO_TEXT = [[0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8], [0xef, 0xbb, 0xbf]].map((bytes) =>
  Buffer.from(bytes),
);

/** Bytes with up to five changes: lost, doubled, flipped, others put between or in place. */
export function mutatedBytes(bytes: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let left = 1 + random.below(5); left > 0; left -= 1) changed = changedOnce(changed, random);
  return changed;
}

function changedOnce(bytes: Buffer, random: Random): Buffer {
  // What frames an answer stands at its beginning: half of the changes are made there.
  const from = random.below(random.once(2) ? Math.min(bytes.length, 400) + 1 : bytes.length + 1);
  const to = Math.min(bytes.length, from + random.below(random.once(4) ? 300 : 8));
  const [before, piece, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  switch (random.below(7)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, piece, piece, after]);
    case 2:
      return Buffer.concat([before, random.pick(SPICE), after]);
    case 3:
      return Buffer.concat([before, random.pick(SPICE), piece, after]);
    case 4:
      return Buffer.concat([before, random.pick(NO_TEXT), after]);
    case 5:
      return before;
    default:
      return Buffer.concat([before, piece.map((byte) => byte ^ (1 << random.below(8))), after]);
  }
}
