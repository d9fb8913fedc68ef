import { connect, isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';

/**
 * A connection of its own to the host of a URL, over TLS where that says so. It may be written to at once; what fails
 * is its `error`. Either side may end before the other.
 */
export function connectTo({ hostname, port, protocol }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  const to = { host, allowHalfOpen: true, noDelay: true };
  if (protocol !== 'https:') return connect({ ...to, port: port === '' ? 80 : Number(port) });
  return secure({
    ...to,
    port: port === '' ? 443 : Number(port),
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
}
