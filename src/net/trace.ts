import { connect, isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import { codeOf } from '../errors.js';
import type { AddressTrace, NetworkTrace, Route, TlsTrace } from '../model.js';
import { portOf } from '../targets/port.js';
import { STRAIGHT } from '../targets/straight.js';
import { lookUp, type Names } from './lookup.js';
import { since } from './seen.js';
import { tlsFailed, tlsSeen } from './tlsSeen.js';
import { type Trust, trustOf } from './trust.js';

/** No more addresses of one name are tried. */
const ADDRESSES = 8;

export interface TraceOptions {
  /** For the look-up, and for each connection. */
  timeoutMs: number;
  route?: Route;
  /** What was seen of connections to it: none of these is tried again, if it came to an end. */
  seen?: readonly AddressTrace[];
  /** It is asked whether it speaks TLS, although its URL says that it does not. */
  tlsAnyway?: boolean;
  names?: Names;
}

/**
 * Looks below HTTP: every address of the host, a connection to each, the certificate where there is TLS. Sends no
 * request; each address is tried once. Never throws for what the network does.
 */
export async function traceNetwork(
  url: string,
  { timeoutMs, route = STRAIGHT, seen = [], tlsAnyway = false, names }: TraceOptions,
): Promise<NetworkTrace> {
  const { hostname, port, protocol } = new URL(url);
  const https = protocol === 'https:';
  const number = portOf({ protocol, port });
  const given = route.resolve.find(({ host, port: at }) => host === hostname && at === number);
  const { lookup, addresses } = await lookUp(hostname, { timeoutMs, names, given: given?.addresses });
  const known = new Map(seen.map((one) => [one.address, one]));
  const wanted = [...new Set([...addresses, ...known.keys()])]
    .filter((one) => route.family === null || isIP(one) === route.family)
    .slice(0, ADDRESSES);
  const secure = https || tlsAnyway;
  const way = { name: secure ? hostname.replace(/^\[|\]$/g, '') : null, trust: trustOf(route), timeoutMs };
  const tried = wanted.map((address) => {
    const own = known.get(address);
    return own !== undefined && !(tlsAnyway && own.failure === null) ? own : reach(address, number, way);
  });
  return { host: hostname, port: number, lookup, addresses: await Promise.all(tried), through: null };
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
  return { address, family, failure, connectMs, hello: null, tls };
}

async function tlsOf(socket: Socket, name: string, trust: Trust, timeoutMs: number): Promise<TlsTrace> {
  const began = performance.now();
  // Who looks at a certificate must not refuse it; nothing is sent over this channel.
  const channel = secure({
    ...trust,
    socket,
    host: name,
    rejectUnauthorized: false,
    ALPNProtocols: ['h2', 'http/1.1'],
    ...(isIP(name) === 0 ? { servername: name } : {}),
  });
  const failure = await opened(channel, 'secureConnect', timeoutMs);
  const ms = since(began);
  const seen = failure === null ? tlsSeen(channel, ms) : tlsFailed(failure, ms);
  channel.destroy();
  return seen;
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
