import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import type { Route } from '../model.js';
import { portOf } from '../targets/port.js';
import { proxyAuthorization, proxyFor } from '../targets/proxies.js';
import { lookUpIn } from './lookUpIn.js';
import { trustOf } from './trust.js';
import { openTunnel, proxyFailure } from './tunnel.js';

/** Told once: the connection, which may be written to at once and whose own `error` says what fails; or why there is none. */
export type Opened = (failure: Error | null, socket: Socket | null) => void;

/**
 * A connection of its own to the host of a URL, over TLS where that says so. Either side may end before the other. A
 * proxy is asked for a tunnel in any case: what goes through is not changed.
 * @param opened also before this returns, where nothing stands between
 * @returns what can be destroyed until then
 */
export function connectTo(url: URL, route: Route, opened: Opened): Socket {
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = portOf(url);
  const { proxy } = proxyFor(route.proxies, url);
  if (proxy === null) {
    const to = { host, port, ...SETTINGS, ...addressesFor(host, port, route) };
    const socket = isSecure ? secure({ ...to, ...tlsTo(host, route) }) : connect(to);
    opened(null, socket);
    return socket;
  }
  const at = proxy.url;
  const first = connect({
    host: at.hostname.replace(/^\[|\]$/g, ''),
    port: portOf(at),
    ...SETTINGS,
  });
  const socket = at.protocol === 'https:' ? secure({ socket: first, ...tlsTo(at.hostname, route) }) : first;
  const failed = (error: Error): void => opened(proxyFailure(error), null);
  socket.once('error', failed);
  socket.once(at.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    socket.off('error', failed);
    openTunnel(socket, `${url.hostname}:${port}`, proxyAuthorization(proxy), (failure) => {
      if (failure !== null) opened(failure, null);
      else opened(null, isSecure ? secure({ socket, ...tlsTo(host, route) }) : socket);
    });
  });
  return first;
}

const SETTINGS = { allowHalfOpen: true, noDelay: true } as const;

/** What is said of the host's addresses: those of `--resolve`, or one family alone. */
function addressesFor(
  host: string,
  port: number,
  { resolve, family }: Route,
): { lookup?: LookupFunction; family?: number } {
  const given = resolve.find((one) => one.host === host.toLowerCase() && one.port === port);
  return {
    ...(given === undefined ? {} : { lookup: lookUpIn(given) }),
    ...(family === null ? {} : { family }),
  };
}

function tlsTo(host: string, route: Route) {
  const name = isIP(host) === 0 ? { servername: host } : {};
  return { ...trustOf(route), ALPNProtocols: ['http/1.1'], host, ...name };
}
