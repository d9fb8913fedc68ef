import { UserError } from '../errors.js';
import type { ForwardProxy, Proxies, ProxyBypass } from '../model.js';
import { decoded } from '../secrets/parameters.js';
import { portOf } from './port.js';

export const NO_PROXIES: Proxies = { http: null, https: null, bypass: [] };

/** Whoever types this wants none, whatever the variables say. */
const NONE = 'none';

/**
 * The forward proxies that the user named, else those of the environment, read as undici's `EnvHttpProxyAgent` reads
 * them, which Node itself uses where `NODE_USE_ENV_PROXY` is set: the lower-case name first, and a proxy for http
 * serves https too where none is named for that.
 * @param typed the argument of `--proxy`
 * @throws {UserError} for what is no proxy over HTTP
 */
export function proxiesFrom(typed: string | undefined, env: NodeJS.ProcessEnv): Proxies {
  if (typed === NONE) return NO_PROXIES;
  if (typed !== undefined) {
    const proxy = proxyAt(typed, '--proxy');
    return { http: proxy, https: proxy, bypass: [] };
  }
  const http = inVariables(['http_proxy', 'HTTP_PROXY'], env);
  const https = inVariables(['https_proxy', 'HTTPS_PROXY'], env) ?? http;
  return { http, https, bypass: bypassIn(env['no_proxy'] ?? env['NO_PROXY'] ?? '') };
}

/** The proxy for a URL; null: none, and `passed` is the entry of `NO_PROXY` that keeps it from one. */
export function proxyFor(
  proxies: Proxies,
  url: URL,
): { proxy: ForwardProxy | null; passed: ProxyBypass | null } {
  const proxy = url.protocol === 'https:' ? proxies.https : proxies.http;
  if (proxy === null) return { proxy: null, passed: null };
  const port = String(portOf(url));
  const host = bare(url.hostname);
  const passed =
    proxies.bypass.find((one) => {
      if (one.host === '*') return true;
      return (one.port ?? port) === port && (host === one.host || host.endsWith(`.${one.host}`));
    }) ?? null;
  return passed === null ? { proxy, passed: null } : { proxy: null, passed };
}

/** The credentials in the URL of a proxy, as they are sent to it; null: there are none. */
export function proxyAuthorization({ url }: ForwardProxy): string | null {
  if (url.username === '' && url.password === '') return null;
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** As it may be shown. */
export function shownProxy({ url }: ForwardProxy): string {
  return `${url.protocol}//${url.host}`;
}

function inVariables(names: readonly string[], env: NodeJS.ProcessEnv): ForwardProxy | null {
  const name = names.find((one) => env[one] !== undefined);
  const text = name === undefined ? '' : (env[name] ?? '');
  return name === undefined || text === '' ? null : proxyAt(text, name);
}

/** @throws {UserError} */
function proxyAt(text: string, from: string): ForwardProxy {
  const spelt = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(spelt) ? new URL(spelt) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return { url, from };
  throw new UserError('this proxy cannot be used', {
    where: from,
    found: url === null ? 'no URL' : `the scheme ${url.protocol}`,
    whatToDo: `give http://HOST:PORT or https://HOST:PORT${from === '--proxy' ? '' : `; --proxy ${NONE} goes without any`}`,
  });
}

function bypassIn(text: string): ProxyBypass[] {
  return text
    .split(/[,\s]+/)
    .filter((one) => one !== '')
    .map((one) => {
      const [, host = one, port = null] = /^(.+):(\d+)$/.exec(one) ?? [];
      return { text: one, host: bare(host.replace(/^\*?\./, '').toLowerCase()), port };
    });
}

/** An address of IPv6 stands in brackets in a URL, and with or without them in `NO_PROXY`. */
function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '');
}
