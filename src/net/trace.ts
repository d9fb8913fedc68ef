import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate, connect as secure, type TLSSocket } from 'node:tls';
import { codeOf } from '../errors.js';
import type { AddressTrace, NetworkTrace, Route, TlsTrace } from '../model.js';
import { STRAIGHT } from '../targets/route.js';
import { lookUp, type Names } from './lookup.js';
import { type Trust, trustOf } from './trust.js';

/** No more addresses of one name are tried. */
const ADDRESSES = 8;
/** A chain that leads into itself ends here. */
const CHAIN = 10;

export interface TraceOptions {
  /** For the look-up, and for each connection. */
  timeoutMs: number;
  route?: Route;
  names?: Names;
}

/**
 * Looks below HTTP: every address of the host, a connection to each, the certificate where there is TLS. Sends no
 * request; each address is tried once. Never throws for what the network does.
 */
export async function traceNetwork(
  url: string,
  { timeoutMs, route = STRAIGHT, names }: TraceOptions,
): Promise<NetworkTrace> {
  const { hostname, port, protocol } = new URL(url);
  const https = protocol === 'https:';
  const number = port === '' ? (https ? 443 : 80) : Number(port);
  const given = route.resolve.find(({ host, port: at }) => host === hostname && at === number);
  const { lookup, addresses } = await lookUp(hostname, { timeoutMs, names, given: given?.addresses });
  const wanted = addresses.filter((one) => route.family === null || isIP(one) === route.family);
  const way = { name: https ? hostname.replace(/^\[|\]$/g, '') : null, trust: trustOf(route), timeoutMs };
  const tried = wanted.slice(0, ADDRESSES).map((address) => reach(address, number, way));
  return { host: hostname, port: number, lookup, addresses: await Promise.all(tried) };
}

interface Reaching {
  /** The host's, where TLS is spoken; null: it is not. */
  name: string | null;
  trust: Trust;
  timeoutMs: number;
}

async function reach(
  address: string,
  port: number,
  { name, trust, timeoutMs }: Reaching,
): Promise<AddressTrace> {
  const began = performance.now();
  const socket = connect({ host: address, port });
  const failure = await opened(socket, 'connect', timeoutMs);
  const connectMs = since(began);
  const family = isIP(address) === 6 ? 6 : 4;
  const tls = failure === null && name !== null ? await tlsOf(socket, name, trust, timeoutMs) : null;
  socket.destroy();
  return { address, family, failure, connectMs, tls };
}

async function tlsOf(socket: Socket, name: string, trust: Trust, timeoutMs: number): Promise<TlsTrace> {
  const began = performance.now();
  // Who looks at a certificate must not refuse it; nothing is sent over this channel.
  const channel = secure({
    ...trust,
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
