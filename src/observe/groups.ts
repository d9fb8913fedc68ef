import type { CellId, Era, ObservedExchange, ObservedGroup } from '../model.js';
import { LEGACY_REVISION } from '../plan/revisions.js';
import { say } from '../say.js';

/** Spellings of `Accept` that mean the same (RFC 9110 section 12.5.1), by flow. */
const ANY_TYPE = ['missing', 'wildcard', 'accept-ranges'];
const BOTH_TYPES = ['both', 'accept-reversed', 'accept-upper-case', 'accept-weights', 'accept-two-lines'];

/** Exchanges of one era that should be equal, or that only say something together. */
export function groupsOf(era: Era, all: readonly ObservedExchange[]): ObservedGroup[] {
  const exchanges = all.filter((it) => it.era === era && !it.superseded);
  const hellos = exchanges.filter((it) => it.step === 'initialize' || it.step === 'discover');
  const groups = [
    equals('any-type', era, named(hellos, ANY_TYPE)),
    equals('both-types', era, named(hellos, BOTH_TYPES)),
    ...cells(era, exchanges),
    versions(era, exchanges),
    limitSequence(era, exchanges),
  ];
  return [...groups.filter((group) => group.members > 1), ...keptAlive(era, all)];
}

/** Were requests cut on connections that had carried one before? Only those that were served on another count. */
function keptAlive(era: Era, all: readonly ObservedExchange[]): ObservedGroup[] {
  const reused = all.filter((it) => it.era === era && it.reusedConnection !== null);
  if (reused.length === 0) return [];
  const cut = reused.filter((it) => it.reusedConnection === 'cut' && servedLater(it, all));
  const shown = cut.map((it) => `${it.step} (${it.failure?.code})`).join(', ');
  const counts = { silent: cut.length, members: reused.length };
  return [{ ...group('kept-alive', era, cut), complete: true, shown, equal: cut.length === 0, ...counts }];
}

/** Where the server itself fails at the request (5xx), a connection that ends under it is no fault of its own. */
function servedLater(it: ObservedExchange, all: readonly ObservedExchange[]): boolean {
  const later = all.filter(
    ({ era, flow, step, seq }) => era === it.era && flow === it.flow && step === it.step && seq > it.seq,
  );
  return it.superseded && later.some(({ status }) => status !== null && status < 500);
}

function named(hellos: readonly ObservedExchange[], flows: readonly string[]): ObservedExchange[] {
  return hellos.filter((it) => it.role === 'subject' && flows.includes(it.flow));
}

function group(name: ObservedGroup['name'], era: Era, members: readonly ObservedExchange[]): ObservedGroup {
  return {
    id: `${era}/${name}`,
    name,
    era,
    cell: null,
    exchanges: members.map((it) => it.id),
    complete: members.every(
      (it) =>
        it.status !== null &&
        ![429, 502, 503, 504].includes(it.status) &&
        !it.suspect &&
        !it.alreadyInitialized,
    ),
    shown: '',
    equal: true,
    silent: members.filter((it) => it.status === null && !it.suspect).length,
    members: members.length,
    counted: null,
  };
}

/** All answered alike: all well, or all refused with one status. */
function equals(
  name: 'any-type' | 'both-types',
  era: Era,
  members: readonly ObservedExchange[],
): ObservedGroup {
  const shown = members.map((it) => `${it.flow} ${it.status ?? 'nothing'}`);
  const words = new Set(members.map((it) => (it.worked ? 'ok' : String(it.status))));
  return { ...group(name, era, members), shown: shown.join('; '), equal: words.size <= 1 };
}

/** Hello and list of one cell: silence is only believed when it came twice. */
function cells(era: Era, exchanges: readonly ObservedExchange[]): ObservedGroup[] {
  const subjects = exchanges.filter(
    (it) => it.kind === 'cell' && it.role === 'subject' && it.accept !== undefined,
  );
  const ids = [...new Set(subjects.map((it) => it.cell))].filter((cell): cell is CellId => cell !== null);
  return ids.map((cell) => {
    const members = subjects.filter((it) => it.cell === cell);
    return { ...group('same-cell', era, members), id: `${era}/same-cell/${cell}`, cell };
  });
}

/** Every place of one URL that claims a version, or lists them, must claim the same. */
function versions(era: Era, exchanges: readonly ObservedExchange[]): ObservedGroup {
  const claims = exchanges.flatMap((it) => {
    const claimed = era === 'modern' ? modernOnes(it.versionsListed) : claimedBy(it);
    return claimed === null ? [] : [{ it, claimed }];
  });
  const distinct = [...new Set(claims.map((claim) => claim.claimed))];
  const first = distinct.flatMap((version) => claims.find((claim) => claim.claimed === version) ?? []);
  const shown = first.map(({ it, claimed }) => `${it.rpcMethod ?? it.method} ${claimed}`).join('; ');
  const members = claims.map((claim) => claim.it);
  return { ...group('versions', era, members), shown, equal: distinct.length <= 1 };
}

/** What a legacy answer claims; the probes of the version header itself do not count. */
function claimedBy(it: ObservedExchange): string | null {
  if (it.flow === 'version-header') return null;
  return it.versionNegotiated ?? it.versionHeader ?? it.versionInBody;
}

/**
 * A dual server may leave its legacy versions out of one list: only modern ones are compared, and a list without
 * any claims nothing.
 */
function modernOnes(listed: string | null): string | null {
  const modern = listed?.split(', ').filter((version) => version > LEGACY_REVISION) ?? [];
  return modern.length === 0 ? null : modern.join(', ');
}

/** Success, 406, success: did the 406 take one from the limit? */
function limitSequence(era: Era, exchanges: readonly ObservedExchange[]): ObservedGroup {
  const members = exchanges.filter((it) => it.flow === 'limit-sequence' && it.role === 'subject');
  const [before, refused, after] = members;
  const base = group('limit-sequence', era, members);
  if (before === undefined || after === undefined || refused?.status !== 406)
    return { ...base, complete: false };
  const left = [before.limitRemaining, after.limitRemaining] as const;
  if (left[0] === null || left[1] === null) return { ...base, complete: false };
  const taken = left[0] - left[1];
  const counted = taken === 2 ? true : taken === 1 ? false : null;
  return { ...base, shown: say('limit-counted', { before: left[0], after: left[1] }), counted };
}
