import type { ConfigEntry, ConfigFile, Exchange, Place, Transport } from '../../model.js';
import { headerOf } from '../../record/answer.js';
import { answerOf } from '../../record/reading.js';
import { say } from '../../say.js';
import { parametersOf } from '../../secrets/parameters.js';
import type { Proposal, Suggestion } from './prove.js';
import type { Trial } from './trial.js';

/** The other address family of this machine, as a proposal is called. */
export const FAMILY = 'address-family';

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Edits that only a probe can tell of: another transport, and the address that a redirect names.
 * @param seen what came back for the entry as it stands
 */
export function probedProposals(
  file: ConfigFile,
  entry: ConfigEntry,
  before: Trial,
  seen: readonly Exchange[],
): Proposal[] {
  const redirect = redirected(file, entry, seen);
  if (redirect !== null) return [redirect];
  if (before.reached === false) return otherFamily(file, entry);
  if (before.connects !== false || seen.length === 0) return [];
  return otherTransport(file, entry, before);
}

/** This machine has two addresses, and a server that listens on one of them refuses the other. */
const FAMILIES: Record<string, string> = { '127.0.0.1': '[::1]', '[::1]': '127.0.0.1' };

function otherFamily(file: ConfigFile, entry: ConfigEntry): Proposal[] {
  const { url } = entry;
  const key = url === null ? null : keyOf(file, entry, url.place);
  if (url === null || key === null || url.raw !== url.expanded || !URL.canParse(url.raw)) return [];
  const { hostname } = new URL(url.raw);
  const other = FAMILIES[hostname];
  if (other === undefined || parametersOf(new URL(url.raw)).length > 0) return [];
  const value = url.raw.replace(hostname, other);
  const what = say('edit-family', { key, address: other });
  return [
    {
      ...about(entry, url.place),
      rule: FAMILY,
      severity: 'warning',
      what,
      edits: [{ path: [...entry.path, key], value }],
    },
  ];
}

/** A redirect that stays on its host: `http:` to `https:`, a slash more or less, another path. */
function redirected(file: ConfigFile, entry: ConfigEntry, seen: readonly Exchange[]): Proposal | null {
  const { url } = entry;
  const first = seen.find(({ request }) => request.method === 'POST');
  const answer = first === undefined ? null : answerOf(first);
  if (answer === null || url === null || url.expanded === null || !REDIRECTS.includes(answer.status))
    return null;
  const location = headerOf(answer.headers, 'location');
  if (location === null || !URL.canParse(location, url.expanded)) return null;
  const moved = movedTo(file, entry, new URL(location, url.expanded));
  if (moved === null) return null;
  const { what, edits } = moved;
  return {
    ...about(entry, url.place),
    rule: 'redirect',
    severity: 'warning',
    what: say('edit-redirect', { edit: what, status: answer.status }),
    edits,
  };
}

/** The entry's address at another place of its host; null where it leads elsewhere, or the text cannot show it. */
export function movedTo(file: ConfigFile, entry: ConfigEntry, to: URL): Suggestion | null {
  const { url } = entry;
  const key = url === null ? null : keyOf(file, entry, url.place);
  if (url === null || url.expanded === null || key === null) return null;
  const value = newAddress(url.raw, url.expanded, new URL(url.expanded), to);
  if (value === null) return null;
  return {
    what: say('edit-set', { key, value: shownAddress(to) }),
    edits: [{ path: [...entry.path, key], value }],
  };
}

/** The text with the same change; null where the redirect leads elsewhere, or the text cannot show it. */
function newAddress(raw: string, expanded: string, from: URL, to: URL): string | null {
  const downgrade = from.protocol === 'https:' && to.protocol === 'http:';
  const samePort = from.port === to.port || from.protocol !== to.protocol;
  const sameQuery = from.search === to.search;
  if (from.hostname !== to.hostname || !samePort || downgrade || !sameQuery) return null;
  if (parametersOf(from).length > 0 || from.username !== '' || from.password !== '') return null;
  if (raw === expanded) return to.href;
  // With variables in it, only what stands at the ends can be changed.
  const scheme = raw.startsWith(`${from.protocol}//`) ? to.protocol + raw.slice(from.protocol.length) : null;
  const start = from.protocol === to.protocol ? raw : scheme;
  if (start === null || (from.port !== to.port && from.port !== '')) return null;
  if (to.pathname === from.pathname) return start;
  if (to.pathname === `${from.pathname}/`) return `${start}/`;
  return `${to.pathname}/` === from.pathname && start.endsWith('/') ? start.slice(0, -1) : null;
}

function shownAddress({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** Which refusals of a POST or a GET may come from a server that speaks the other transport. */
const OTHER_TRANSPORT = [400, 404, 405, 406, 415, 501];

function otherTransport(file: ConfigFile, entry: ConfigEntry, { failedAt }: Trial): Proposal[] {
  const status = failedAt?.status ?? 0;
  // A stream that names no endpoint is none of the old transport.
  const refused = OTHER_TRANSPORT.includes(status) || (entry.transport === 'sse' && status === 200);
  if (entry.url === null || !refused) return [];
  const isHello = failedAt?.step === 'initialize' || failedAt?.step === 'GET';
  const wanted: Transport | null =
    entry.transport === 'sse' ? 'http' : entry.transport === 'http' && isHello ? 'sse' : null;
  const found = wanted === null ? null : transportEdits(file, entry, wanted);
  if (found === null) return [];
  const place = entry.declared?.place ?? entry.url.place;
  return [{ ...about(entry, place), rule: 'transport', severity: 'error', ...found }];
}

/** By the word of `type`; where the key of the address decides, by another key. */
export function transportEdits(
  { format }: ConfigFile,
  entry: ConfigEntry,
  wanted: Transport,
): Suggestion | null {
  const { type, url } = format.keys;
  const now = url.find(({ key }) => entry.node.properties.some((property) => property.key === key));
  const word = Object.entries(type?.values ?? {}).find(([, transport]) => transport === wanted)?.[0];
  const typed =
    type === null || word === undefined
      ? null
      : {
          what: say('edit-set-text', { key: type.key, value: word }),
          edit: { path: [...entry.path, type.key], value: word },
        };
  if (now === undefined) return null;
  if (now.transport === null) return typed === null ? null : { what: typed.what, edits: [typed.edit] };
  const rename = (key: string): Suggestion => ({
    what: say('edit-rename', { from: now.key, to: key }),
    edits: [{ path: [...entry.path, now.key], key }],
  });
  const decided = url.find(({ transport }) => transport === wanted);
  if (decided !== undefined) return rename(decided.key);
  const open = url.find(({ transport }) => transport === null);
  if (open === undefined || typed === null) return null;
  const { what, edits } = rename(open.key);
  return { what: say('edit-both', { one: what, other: typed.what }), edits: [...edits, typed.edit] };
}

function keyOf({ format }: ConfigFile, { node }: ConfigEntry, { offset }: Place): string | null {
  const keys = format.keys.url.map(({ key }) => key);
  const property = node.properties.find(
    ({ key, value }) => keys.includes(key) && value.place.offset === offset,
  );
  return property?.key ?? null;
}

function about(entry: ConfigEntry, { line, column }: Place) {
  return { server: entry.name, line, column, touchesWire: true };
}
