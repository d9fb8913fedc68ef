import type { Hop, ObservedExchange, RedirectFacts } from '../model.js';
import { isRedirection, keepsMessage } from '../record/redirected.js';
import { say } from '../say.js';
import { MASK, MASK_IN_URL } from '../secrets/mask.js';

const LOGIN = /login|signin|sso|oauth|auth/i;

/** Where a redirect leads, and of what kind it is; null where the answer is none. */
export function redirectFacts(
  it: ObservedExchange | null,
  at: string,
  hops: readonly Hop[],
): RedirectFacts | null {
  if (it?.status == null || !isRedirection(it.status)) return null;
  const { location } = it;
  if (location === null || !URL.canParse(location, at)) {
    return {
      to: null,
      secure: null,
      host: null,
      kind: 'nowhere',
      final: null,
      answers: null,
      hops: '',
      who: say('nobody'),
    };
  }
  const [to, from] = [new URL(location, at), new URL(at)];
  const secure = new URL(to);
  secure.protocol = 'https:';
  const last = hops.at(-1);
  return {
    to: to.href,
    secure: secure.href,
    host: to.host,
    kind: kindOf(to, from),
    final: last?.url ?? to.href,
    answers: last?.answers ?? null,
    who: say(keepsMessage(it.status) && !DEAD_ENDS.has(last?.answers ?? '') ? 'not-every-client' : 'nobody'),
    hops: hops.map(({ url, status }) => `${url} ${status ?? say('not-answered')}`).join(', then '),
  };
}

/** What keeps also those out that follow. */
const DEAD_ENDS = new Set<string>(['other', 'nothing', 'redirect']);

/** What kind of redirect it is, from one address to another. */
export function kindOf(to: URL, from: URL): RedirectFacts['kind'] {
  if (to.href.replaceAll(MASK, MASK_IN_URL) === from.href) return 'loop';
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'downgrade';
  if (LOGIN.test(to.pathname)) return 'login';
  if (to.hostname !== from.hostname) return 'other-host';
  if (from.protocol === 'http:' && to.protocol === 'https:') return 'upgrade';
  if (to.host !== from.host) return 'other-host';
  return withoutSlash(to) === withoutSlash(from) ? 'slash' : 'same-host';
}

function withoutSlash({ pathname, search }: URL): string {
  return pathname.replace(/\/$/, '') + search;
}
