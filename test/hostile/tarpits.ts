import { head, plainAnswer } from './answers.js';
import { openSse } from './floods.js';
import type { Behaviour } from './server.js';

/** Between two bytes of what drips, in milliseconds. */
const DRIP_MS = 15;

/** Sends this byte by byte, then its last byte for ever. */
function drips(text: string): Behaviour {
  return (socket) => {
    let at = 0;
    const drip = setInterval(() => {
      socket.write(text[Math.min(at, text.length - 1)] ?? '');
      at += 1;
    }, DRIP_MS);
    socket.on('close', () => clearInterval(drip));
  };
}

/** Servers that hold whoever asks: each in another way, and none of them ever lets go. */
export const TARPITS: readonly Behaviour[] = [
  // Nothing at all.
  () => {},
  drips('HTTP/1.1 200 OK\r\nX-Never-Ends: aaaa'),
  drips(
    `${head('200 OK', 'Content-Type: application/json', 'Content-Length: 100000')}{"jsonrpc":"2.0","x":"a`,
  ),
  drips(`${head('200 OK', 'Content-Type: text/event-stream')}:`),
  openSse(),
  drips(`${head('103 Early Hints', 'Link: </a>')}HTTP/1.1 1`),
  // A hello that is answered well, and silence from then on.
  (socket, request) => {
    if (request.body.includes('"initialize"')) socket.write(plainAnswer(request));
  },
];

/** A server that is each of them in turn, by the last number of the name that it is called by: `tar-12.test`, `127.2.0.12`. */
export const tarpit: Behaviour = (socket, request) => {
  const at = Number(/^host: *(?:tar-|127\.2\.\d+\.)(\d+)/im.exec(request.head)?.[1] ?? 0);
  TARPITS[at % TARPITS.length]?.(socket, request);
};
