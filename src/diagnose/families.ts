import type { AddressTrace, BelowFacts, NetworkTrace, TargetFacts } from '../model.js';
import { say } from '../say.js';

/** So long clients that try both families wait for the first one (RFC 8305, section 5; Node, Go, Python, curl). */
const ATTEMPT_MS = 250;

/** What shuts everybody out; that there is no way from here to IPv6 says nothing of the server. */
const CLOSED = ['ECONNREFUSED', 'ECONNRESET'];
const UNANSWERED = ['LATE', 'TIMEOUT', 'ETIMEDOUT'];

/** The address family that does worse than the other one of the same name; null: none does, or it has but one. */
export function behindOf(
  { lookup, addresses, through }: NetworkTrace,
  target: TargetFacts,
): BelowFacts['behind'] {
  const six = bestOf(addresses, 6);
  const four = bestOf(addresses, 4);
  if (six === null || four === null || through !== null) return null;
  // A resolver gives no order; most systems take IPv6 first, and the order of a hosts file.
  const first = lookup.from === 'resolver' ? six : addresses[0]?.family === 4 ? four : six;
  return first === six
    ? (told(six, four, target) ?? told(four, six, target, ['closed']))
    : (told(four, six, target) ?? told(six, four, target, ['closed']));
}

type State = 'closed' | 'late';

function told(
  one: AddressTrace,
  other: AddressTrace,
  target: TargetFacts,
  states: readonly State[] = ['closed', 'late'],
): BelowFacts['behind'] {
  const state = stateOf(one, other);
  if (other.failure !== null || state === null || !states.includes(state)) return null;
  const { family, address } = one;
  return {
    family,
    address,
    state,
    shown: shownOf(one),
    other: {
      family: other.family,
      address: other.address,
      ms: Math.round(other.connectMs),
      url: urlAt(other, target),
    },
  };
}

function stateOf({ failure, connectMs }: AddressTrace, other: AddressTrace): State | null {
  if (failure === null) return connectMs >= ATTEMPT_MS && connectMs > 2 * other.connectMs ? 'late' : null;
  if (CLOSED.includes(failure)) return 'closed';
  return UNANSWERED.includes(failure) ? 'late' : null;
}

function shownOf({ failure, connectMs }: AddressTrace): string {
  const ms = Math.round(connectMs);
  if (failure === null) return say('family-slow', { ms });
  return UNANSWERED.includes(failure) ? say('family-unanswered', { ms }) : failure;
}

/** What a client of this family comes to at best. */
function bestOf(addresses: readonly AddressTrace[], family: 4 | 6): AddressTrace | null {
  const own = addresses.filter((one) => one.family === family);
  const open = own.filter(({ failure }) => failure === null);
  const [best] = (open.length > 0 ? open : own).sort((a, b) => a.connectMs - b.connectMs);
  return best ?? null;
}

/** The target's URL with an address in place of its name. */
export function urlAt({ address, family }: AddressTrace, { url: text }: TargetFacts): string {
  const url = new URL(text);
  url.hostname = family === 6 ? `[${address}]` : address;
  return url.href;
}
