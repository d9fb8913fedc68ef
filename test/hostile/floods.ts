import { gzipSync } from 'node:zlib';
import { flood, head, rpcAnswer, whole } from './answers.js';
import type { Behaviour } from './server.js';

let compressed: Buffer | null = null;

/** A gzip file may have several members (RFC 1952 section 2.2): sixteen times the same. */
function bomb(): Buffer {
  if (compressed === null) {
    const member = gzipSync(Buffer.alloc(1e9 / 16), { level: 9 });
    compressed = Buffer.concat(Array.from({ length: 16 }, () => member));
  }
  return compressed;
}

const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Events without end, none of which is the answer. */
export function endlessSse(
  event = 'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/message"}\n\n',
): Behaviour {
  const chunk = event.repeat(Math.ceil(CHUNK.length / event.length));
  return (socket) => {
    socket.write(head('200 OK', 'Content-Type: text/event-stream'));
    flood(socket, chunk);
  };
}

/** A stream that stays open and silent after its head. */
export function openSse(): Behaviour {
  return (socket) => void socket.write(head('200 OK', 'Content-Type: text/event-stream'));
}

/** A body that never ends, with a type of its own. */
export function endlessBody(type = 'application/json'): Behaviour {
  return (socket) => {
    socket.write(head('200 OK', `Content-Type: ${type}`));
    flood(socket, CHUNK);
  };
}

/** A well formed answer with a string of so many bytes in it: one line, no line break anywhere. */
export function longLine(bytes: number, type: 'application/json' | 'text/event-stream'): Behaviour {
  return (socket) => {
    const [open, close] = ['{"jsonrpc":"2.0","id":1,"result":{"x":"', '"}}'];
    const [prefix, suffix] = type === 'application/json' ? [open, close] : [`data: ${open}`, `${close}\n\n`];
    const length = prefix.length + bytes + suffix.length;
    socket.write(head('200 OK', `Content-Type: ${type}`, `Content-Length: ${length}`));
    socket.write(prefix);
    for (let left = bytes; left > 0; left -= CHUNK.length)
      socket.write(CHUNK.subarray(0, Math.min(left, CHUNK.length)));
    socket.write(suffix);
  };
}

/** A gigabyte of zeros in just under a megabyte, sent compressed although `identity` was asked for. */
export function gzipBomb(): Behaviour {
  const body = bomb();
  return (socket) => {
    socket.write(
      head(
        '200 OK',
        'Content-Type: application/json',
        'Content-Encoding: gzip',
        `Content-Length: ${body.length}`,
      ),
    );
    socket.write(body);
  };
}

/** Early hints without end; the answer never comes. */
export function endlessInterim(): Behaviour {
  const chunk = head('103 Early Hints', 'Link: </style.css>; rel=preload').repeat(500);
  return (socket) => flood(socket, chunk);
}

/** A header section without end. */
export function endlessHeaders(): Behaviour {
  return (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    flood(socket, `X-Filler: ${'x'.repeat(1000)}\r\n`);
  };
}

/** A whole result in a mebibyte that takes a hundred times as much to hold: empty objects, or lists in lists. */
export function crowded(how: 'objects' | 'depth'): Behaviour {
  const room = 1000 * 1000;
  const value =
    how === 'objects' ? `[${'{},'.repeat(room / 3)}{}]` : `${'['.repeat(room / 2)}${']'.repeat(room / 2)}`;
  return (socket, request) => {
    const text = rpcAnswer(request).replace(/\}$/, `,"x":${value}}`);
    socket.write(whole('200 OK', 'application/json', text));
  };
}

/** Half a mebibyte in chunks of one byte each. */
export function byteByByte(): Behaviour {
  const chunks = Buffer.from('1\r\nx\r\n'.repeat(512 * 1024));
  return (socket) => {
    socket.write(head('200 OK', 'Content-Type: application/json', 'Transfer-Encoding: chunked'));
    socket.write(chunks);
  };
}
