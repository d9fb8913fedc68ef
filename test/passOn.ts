import { type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Passes a request on to another address, and its answer back, as what stands before a server does. */
export function passOn(
  { method, headers, socket }: IncomingMessage,
  body: Buffer,
  upstream: string,
  outgoing: ServerResponse,
): void {
  const passed = request(upstream, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
    outgoing.once('close', () => answer.destroy());
  });
  passed.on('error', () => socket.destroy());
  passed.end(body);
}
