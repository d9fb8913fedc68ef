import type { Answer } from '../model.js';
import { headerOf } from '../record/answer.js';

/** What shows of the one who answered: the application, or something in front of it. */
export interface FrontFacts {
  /** The `Server` header. */
  software: string | null;
  via: string | null;
  /** A proxy, a gateway or a host that shows itself; null where none does. */
  front: string | null;
  /** What came back was made by that front, not by an application behind it. */
  byFront: boolean;
}

interface Front {
  name: string;
  /** In `Server` or `Via`. */
  software: RegExp;
  /** In a page that it makes itself. */
  page: RegExp;
  /** A header that it sets on its own answers only. */
  own?: string;
}

/** In the order in which they are looked for: the outermost first. */
const FRONTS: readonly Front[] = [
  { name: 'Cloudflare', software: /cloudflare/i, page: /cdn-cgi|cloudflare/i, own: 'cf-mitigated' },
  { name: 'Vercel', software: /^vercel/i, page: /vercel/i },
  { name: 'ngrok', software: /ngrok/i, page: /ERR_NGROK/, own: 'ngrok-error-code' },
  { name: 'CloudFront', software: /cloudfront/i, page: /cloudfront/i },
  {
    name: 'API Gateway',
    software: /^API ?Gateway/i,
    page: /Endpoint request timed out|Missing Authentication Token/,
  },
  { name: 'AWS load balancer', software: /awselb/i, page: /awselb/i },
  { name: 'Varnish', software: /varnish/i, page: /Varnish cache server|Guru Meditation/i },
  { name: 'OpenResty', software: /openresty/i, page: /openresty/i },
  { name: 'nginx', software: /nginx/i, page: /<center>nginx/i },
  { name: 'Caddy', software: /caddy/i, page: /^$/ },
  {
    name: 'Envoy',
    software: /envoy/i,
    page: /upstream connect error|no healthy upstream|upstream request timeout/i,
  },
  { name: 'HAProxy', software: /haproxy/i, page: /No server is available to handle this request/i },
  { name: 'Traefik', software: /traefik/i, page: /^$/ },
];

/** Answers that a gateway gives when what stands behind it does not. */
const GATEWAY = [502, 504];
/** As much of a page as is looked at. */
const LOOKED_AT = 4096;

const NOTHING: FrontFacts = { software: null, via: null, front: null, byFront: false };

/** Who answered. An MCP error that came through a proxy is the application's, whatever `Server` says. */
export function frontFacts(answer: Answer | null, isMcp: boolean): FrontFacts {
  if (answer === null) return NOTHING;
  const software = headerOf(answer.headers, 'server');
  const via = headerOf(answer.headers, 'via');
  const text = answer.body.text.slice(0, LOOKED_AT);
  const isPage = (front: Front): boolean =>
    !isMcp && answer.status >= 300 && text !== '' && front.page.test(text);
  const hasOwn = (front: Front): boolean =>
    front.own !== undefined && headerOf(answer.headers, front.own) !== null;
  const named = [software, via].filter((one) => one !== null);
  const found = FRONTS.find(
    (front) => named.some((one) => front.software.test(one)) || hasOwn(front) || isPage(front),
  );
  if (found === undefined) return { ...NOTHING, software, via };
  const gateway = GATEWAY.includes(answer.status) && !isMcp;
  return { software, via, front: found.name, byFront: gateway || isPage(found) || (hasOwn(found) && !isMcp) };
}
