import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate, connect as secure, type TLSSocket } from 'node:tls';
import { codeOf } from '../errors.js';
import type { AddressTrace, NetworkTrace, TlsTrace } from '../model.js';
import { lookUp, type Names } from './lookup.js';

/** No more addresses of one name are tried. */
const ADDRESSES = 8;
/** A chain that leads into itself ends here. */
const CHAIN = 10;

/**
 * Looks below HTTP: every address of the host, a connection to each, the certificate where there is TLS. Sends no
 * request; each address is tried once. Never throws for what the network does.
 * @param timeoutMs for the look-up, and for each connection
 */
export async function traceNetwork(url: string, timeoutMs: number, names?: Names): Promise<NetworkTrace> {
  const { hostname, port, protocol } = new URL(url);
  const https = protocol === 'https:';
  const number = port === '' ? (https ? 443 : 80) : Number(port);
  const { lookup, addresses } = await lookUp(hostname, timeoutMs, names);
  const tried = addresses.slice(0, ADDRESSES).map((address) => {
    return reach(address, number, https ? hostname.replace(/^\[|\]$/g, '') : null, timeoutMs);
  });
  return { host: hostname, port: number, lookup, addresses: await Promise.all(tried) };
}

/** @param name the host's, where TLS is spoken; null: it is not */
async function reach(
  address: string,
  port: number,
  name: string | null,
  timeoutMs: number,
): Promise<AddressTrace> {
  const began = performance.now();
  const socket = connect({ host: address, port });
  const failure = await opened(socket, 'connect', timeoutMs);
  const connectMs = since(began);
  const family = isIP(address) === 6 ? 6 : 4;
  const tls = failure === null && name !== null ? await tlsOf(socket, name, timeoutMs) : null;
  socket.destroy();
  return { address, family, failure, connectMs, tls };
}

async function tlsOf(socket: Socket, name: string, timeoutMs: number): Promise<TlsTrace> {
  const began = performance.now();
  // Who looks at a certificate must not refuse it; nothing is sent over this channel.
  const channel = secure({
    socket,
    rejectUnauthorized: false,
    ALPNProtocols: ['h2', 'http/1.1'],
    ...(isIP(name) === 0 ? { servername: name } : {}),
  });
  const failure = await opened(channel, 'secureConnect', timeoutMs);
  const ms = since(began);
  if (failure !== null) {
    channel.destroy();
    return { failure, distrust: null, version: null, alpn: null, ms, certificate: null };
  }
  const peer = channel.getPeerCertificate(true);
  const distrust = distrustOf(channel, name, peer);
  const { alpnProtocol } = channel;
  const version = channel.getProtocol();
  channel.destroy();
  const alpn = typeof alpnProtocol === 'string' ? alpnProtocol : null;
  return { failure: null, distrust, version, alpn, ms, certificate: certificateOf(peer) };
}

/** What a client that checks would say: the chain first, then the name. */
function distrustOf(
  { authorized, authorizationError }: TLSSocket,
  name: string,
  peer: PeerCertificate,
): string | null {
  if (!authorized) return String(authorizationError);
  const misfit = checkServerIdentity(name, peer);
  return misfit === undefined ? null : codeOf(misfit);
}

function certificateOf(peer: PeerCertificate & { issuerCertificate?: unknown }): TlsTrace['certificate'] {
  if (peer.valid_to === undefined) return null;
  const names = (peer.subjectaltname ?? '').split(', ').flatMap((one) => one.split(/:(.*)/)[1] ?? []);
  const common = peer.subject?.CN;
  return {
    names: names.length > 0 ? names : common === undefined ? [] : [String(common)],
    issuer: String(peer.issuer?.O ?? peer.issuer?.CN ?? ''),
    from: new Date(peer.valid_from).toISOString(),
    until: new Date(peer.valid_to).toISOString(),
    chain: chainOf(peer),
  };
}

function chainOf(peer: PeerCertificate & { issuerCertificate?: unknown }): number {
  let length = 1;
  let one: { fingerprint256?: string; issuerCertificate?: unknown } = peer;
  while (length < CHAIN) {
    const next: unknown = one.issuerCertificate;
    if (typeof next !== 'object' || next === null || !('fingerprint256' in next)) return length;
    if (next.fingerprint256 === one.fingerprint256) return length;
    one = next as typeof one;
    length += 1;
  }
  return length;
}

/** Null as soon as the event has come; else why it did not. */
function opened(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  timeoutMs: number,
): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('TIMEOUT'), timeoutMs);
    const end = (failure: string | null): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    socket.once(event, () => end(null));
    socket.on('error', (error) => end(codeOf(error) || 'UNKNOWN'));
    socket.once('close', () => end('CLOSED'));
  });
}

function since(began: number): number {
  return Math.round((performance.now() - began) * 10) / 10;
}
