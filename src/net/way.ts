import type { HeaderLine, Route } from '../model.js';
import { proxyAuthorization, proxyFor } from '../targets/proxies.js';

/** How a request is written on its route. */
export interface Way {
  origin: string;
  /** The target of the request line. */
  path: string;
  /** What goes to a proxy beside the request. */
  lines: HeaderLine[];
  proxied: boolean;
}

/** In plain HTTP a proxy is sent the whole URL (RFC 9112, section 3.2.2); through a tunnel it sees nothing. */
export function wayTo(text: string, { proxies }: Route): Way {
  const url = new URL(text);
  const { origin } = url;
  const path = url.pathname + url.search;
  const { proxy } = proxyFor(proxies, url);
  if (proxy === null || url.protocol === 'https:')
    return { origin, path, lines: [], proxied: proxy !== null };
  const authorization = proxyAuthorization(proxy);
  return {
    origin,
    path: origin + path,
    lines: authorization === null ? [] : [['Proxy-Authorization', authorization]],
    proxied: true,
  };
}
