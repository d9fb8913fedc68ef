import type { Socket } from 'node:net';
import { errorCode } from './errorCode.js';

/** The head of an answer to CONNECT; no proxy says so much. */
const HEAD_CAP = 16 * 1024;

/** What went wrong between here and the proxy, or what it said: `CONNECT_407`. */
export class ProxyFailure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * Asks a proxy, on a connection to it, to pass everything on to a host (RFC 9110, section 9.3.6). Sent once.
 * @param authority `host:port`
 * @param authorization for the proxy itself; null: none
 * @param done once: null, and the connection leads to that host; else why it does not
 */
export function openTunnel(
  socket: Socket,
  authority: string,
  authorization: string | null,
  done: (failure: ProxyFailure | null) => void,
): void {
  let head = Buffer.alloc(0);
  const end = (failure: ProxyFailure | null): void => {
    socket.off('data', take).off('close', closed).off('error', broken);
    if (failure !== null) socket.on('error', () => {}).destroy();
    done(failure);
  };
  const closed = (): void => end(new ProxyFailure('CONNECT_CLOSED'));
  const broken = (error: Error): void => end(proxyFailure(error));
  const take = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const at = head.indexOf('\r\n\r\n');
    if (at < 0) {
      if (head.length > HEAD_CAP) end(new ProxyFailure('CONNECT_NO_HTTP'));
      return;
    }
    const [, status] = /^HTTP\/1\.[01] (\d{3})\b/.exec(head.toString('latin1', 0, at)) ?? [];
    if (status?.startsWith('2') !== true) {
      end(new ProxyFailure(`CONNECT_${status ?? 'NO_HTTP'}`));
      return;
    }
    socket.pause();
    end(null);
    const rest = head.subarray(at + 4);
    if (rest.length > 0) socket.unshift(rest);
  };
  socket.on('data', take).once('close', closed).once('error', broken);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
}

/** The same code, told to be of the way to the proxy. */
export function proxyFailure(error: Error): ProxyFailure {
  return new ProxyFailure(errorCode(error));
}
