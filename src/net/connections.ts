import { isIP, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Route } from '../model.js';
import { portOf } from '../targets/port.js';
import { proxyAuthorization, proxyFor } from '../targets/proxies.js';
import { lookUpIn } from './lookUpIn.js';
import { Seen, since } from './seen.js';
import { distrustOf } from './tlsSeen.js';
import { trustOf } from './trust.js';
import { openTunnel, proxyFailure } from './tunnel.js';
import { buildConnector, type Connect } from './undici.js';

type Options = Parameters<Connect>[0];
type Callback = Parameters<Connect>[1];
/** Looks at what has just been told to connect. */
type Watch = (socket: Socket) => void;

/**
 * Opens the connections of an agent, on the route that was asked for. A destroyed agent leaves alone what is still
 * connecting, and a port that takes a connection and never completes it would keep the process alive: `abandon`
 * ends those.
 */
export function createConnections(route: Route): { connect: Connect; seen: Seen; abandon(): void } {
  const opening = new Set<Socket>();
  const seen = new Seen();
  const connectors = connectorsOf(route);
  const begin = (open: Connect, options: Options, watch: Watch, callback: Callback): Socket => {
    const socket = open(options, (error, connected) => {
      opening.delete(socket);
      const distrust = connected instanceof TLSSocket && !route.insecure ? distrustOf(connected) : null;
      if (error !== null) return callback(error, null);
      if (distrust === null) return callback(null, connected);
      connected.destroy();
      callback(Object.assign(new Error(distrust), { code: distrust }), null);
    });
    opening.add(socket);
    watch(socket);
    return socket;
  };

  const direct: Watch = (socket) => seen.watch(socket);
  const connect: Connect = (options, callback) => {
    const { proxy } = proxyFor(route.proxies, new URL(`${options.protocol}//${options.host}`));
    if (proxy === null) return begin(connectors.to(options), options, direct, callback);
    const { protocol, host, hostname, port } = proxy.url;
    const toProxy = { protocol, host, hostname: hostname.replace(/^\[|\]$/g, ''), port };
    return begin(connectors.plain, toProxy, direct, (error, socket) => {
      if (error !== null) return callback(proxyFailure(error), null);
      // In plain HTTP the proxy is sent the whole URL, and opens no tunnel.
      if (options.protocol !== 'https:') return callback(null, socket);
      opening.add(socket);
      const name = isIP(options.hostname) === 6 ? `[${options.hostname}]` : options.hostname;
      const authority = `${name}:${options.port || '443'}`;
      const asked = performance.now();
      openTunnel(socket, authority, proxyAuthorization(proxy), (failure) => {
        opening.delete(socket);
        seen.tunnel(failure?.code ?? null, since(asked));
        if (failure !== null) return callback(failure, null);
        const watch: Watch = (channel) => seen.watchThrough(channel);
        begin(connectors.plain, { ...options, httpSocket: socket }, watch, callback);
      });
    });
  };

  return {
    connect,
    seen,
    abandon() {
      for (const socket of opening) socket.destroy();
      opening.clear();
    },
  };
}

/** One for all, but for a name whose addresses the user gave. */
function connectorsOf(route: Route): { plain: Connect; to(options: Options): Connect } {
  const { family, resolve } = route;
  // Whom to trust is decided once the channel is there: only then can be said what was shown.
  const trust = { ...trustOf(route), rejectUnauthorized: false };
  // A channel that is taken up again has its name checked by nobody: each is a new one.
  const settings = { timeout: 0, maxCachedSessions: 0, ...trust, ...(family === null ? {} : { family }) };
  const plain = buildConnector(settings);
  return {
    plain,
    to({ hostname, port, protocol }) {
      const own = isIP(hostname);
      if (family !== null && own !== 0 && own !== family) return refuse;
      const number = portOf({ protocol, port });
      const given = resolve.find((one) => one.host === hostname.toLowerCase() && one.port === number);
      return given === undefined ? plain : buildConnector({ ...settings, lookup: lookUpIn(given) });
    },
  };
}

/** An address of the family that is not to be used. */
const refuse: Connect = (_options, callback) => {
  const socket = new Socket();
  socket.once('error', (error) => callback(error, null));
  return socket.destroy(Object.assign(new Error('the other address family'), { code: 'EAFNOSUPPORT' }));
};
