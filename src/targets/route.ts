import { isIP } from 'node:net';
import { UserError } from '../errors.js';
import type { RecordedRoute, Resolution, Route, Target } from '../model.js';
import { readText } from '../readText.js';
import { headerSecrets, userinfoSecrets } from '../secrets/parts.js';
import { isTelling } from '../secrets/shapes.js';
import { proxiesFrom, proxyAuthorization, proxyFor, shownProxy } from './proxies.js';

/** As they were typed. */
export interface RouteOptions {
  proxy?: string;
  /** The path of a file. */
  ca?: string;
  /** How often it was said. */
  insecure?: number;
  resolve?: Resolution[];
  family?: '4' | '6';
}

/** @throws {UserError} for a proxy that cannot be used, or a file without a certificate */
export async function routeFrom(options: RouteOptions, env: NodeJS.ProcessEnv): Promise<Route> {
  const { proxy, ca, insecure = 0, resolve = [], family } = options;
  return {
    proxies: proxiesFrom(proxy, env),
    ca: ca === undefined ? null : await authoritiesIn(ca),
    insecure: insecure > 0,
    insecureCredentials: insecure > 1,
    resolve,
    family: family === undefined ? null : family === '4' ? 4 : 6,
  };
}

/** What a recording keeps of it. */
export function recordedRoute(route: Route, target: Target): RecordedRoute {
  const { proxies, ca, insecure, resolve, family } = route;
  const url = new URL(target.url);
  const { proxy, passed } = proxyFor(proxies, url);
  const around = url.protocol === 'https:' ? proxies.https : proxies.http;
  return {
    proxy: proxy === null ? null : { url: shownProxy(proxy), from: proxy.from },
    passed: passed === null || around === null ? null : { from: around.from, by: passed.text },
    ca: ca !== null,
    insecure,
    withheld: isWithheld(route, target),
    resolve: resolve.map(({ host, port, addresses }) => `${host}:${port}:${addresses.join(',')}`),
    family,
  };
}

/**
 * The target as it is spoken to on this route: without its credentials where nobody checks who answers, and with
 * those of the proxy among its secrets.
 */
export function onRoute(target: Target, route: Route): Target {
  const { proxy } = proxyFor(route.proxies, new URL(target.url));
  const authorization = proxy === null ? null : proxyAuthorization(proxy);
  const ofProxy =
    proxy === null || authorization === null
      ? []
      : [...headerSecrets(['Proxy-Authorization', authorization]), ...userinfoSecrets(proxy.url)];
  const secrets = [...target.secrets, ...ofProxy.filter(isTelling)];
  if (!isWithheld(route, target)) return { ...target, secrets };
  const isHarmless = ([name]: readonly [string, string]): boolean =>
    !target.credentials.includes(name.toLowerCase());
  return {
    ...target,
    secrets,
    url: target.bareUrl,
    headers: target.headers.filter(isHarmless),
    configured: target.configured.filter(isHarmless),
    credentials: [],
  };
}

function isWithheld({ insecure, insecureCredentials }: Route, target: Target): boolean {
  const has = target.credentials.length > 0 || target.url !== target.bareUrl;
  return insecure && !insecureCredentials && has && new URL(target.url).protocol === 'https:';
}

/** @throws {UserError} */
async function authoritiesIn(path: string): Promise<string> {
  const text = await readText(path, 'this certificate');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UserError('there is no certificate in this file', {
    where: path,
    found: text.includes('PRIVATE KEY') ? 'a private key' : 'no line -----BEGIN CERTIFICATE-----',
    whatToDo:
      'give the certificate of the authority as PEM (openssl x509 -inform der -in FILE turns DER into it)',
  });
}

/** `host:port:address`, as curl has it; several addresses are parted by commas. Null for what is none. */
export function resolutionOf(text: string): Resolution | null {
  const [, host = '', port = '', rest = ''] = /^([^:[\]]+):(\d{1,5}):(.+)$/.exec(text) ?? [];
  const addresses = rest.split(',').map((one) => one.trim().replace(/^\[(.*)\]$/, '$1'));
  if (host === '' || Number(port) > 65_535 || isIP(host) !== 0) return null;
  return addresses.every((one) => isIP(one) !== 0)
    ? { host: host.toLowerCase(), port: Number(port), addresses }
    : null;
}
