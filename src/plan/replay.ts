import type {
  ClientProfile,
  ClientStep,
  FlowPlan,
  HeaderLine,
  Merging,
  Occasion,
  StepName,
  StepPlan,
  Target,
} from '../model.js';
import { occasionOf } from './occasion.js';
import { end } from './requests.js';
import { NEGOTIATED } from './revisions.js';

/** Stands for the session ID that `initialize` issued, until it is known. */
export const SESSION = '{session}';

/** What any sender sets itself, whatever the configuration says. */
const FRAMING = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The header lines that a client puts on the wire for one of its steps.
 * @param step one of the profile's own, `legacy` or `modern`
 * @param configured every header that its configuration names
 */
export function mergedLines(
  step: ClientStep,
  profile: ClientProfile,
  configured: readonly HeaderLine[],
): HeaderLine[] {
  const occasion = profile.modern.includes(step) ? 'discover' : occasionOf(step.name);
  // A name that stands twice: the later one counts, as in the file.
  const given = new Map(configured.map((line) => [line[0].toLowerCase(), line]));
  for (const name of FRAMING) given.delete(name);
  const lines = step.headers.flatMap((own): HeaderLine[] => {
    const line = given.get(own[0].toLowerCase());
    return line === undefined ? [own] : merged(own, line, mergingOf(profile, line[0], occasion));
  });
  const names = new Set(step.headers.map(([name]) => name.toLowerCase()));
  for (const [name, line] of given) {
    if (!names.has(name) && mergingOf(profile, name, occasion) !== 'ignored') lines.push(line);
  }
  return lines;
}

/** What becomes of a configured header on an occasion. */
export function mergingOf(profile: ClientProfile, name: string, occasion: Occasion): Merging {
  const { configured } = profile;
  return configured[name.toLowerCase()]?.[occasion] ?? configured['*']?.[occasion] ?? 'replaced';
}

/** A client's own line and a configured one of the same name, merged. */
export function merged([name, own]: HeaderLine, given: HeaderLine, merging: Merging): HeaderLine[] {
  const value = given[1];
  switch (merging) {
    case 'ignored':
      return [[name, own]];
    case 'replaced':
      return [[name, value]];
    case 'before':
      return [[name, union(value, own)]];
    case 'in-front':
      return [[name, `${value}, ${own}`]];
    case 'joined':
      return [[name, `${value} ${own}`]];
    case 'after':
      return [[name, `${own}, ${value}`]];
    case 'second-line':
      return [given, [name, own]];
    case 'line-after':
      return [[name, own], given];
  }
}

/** The members of one list, then those of the other that are missing in it. */
function union(first: string, second: string): string {
  const members = first.split(',').map((member) => member.trim());
  const missing = second
    .split(',')
    .map((member) => member.trim())
    .filter((member) => !members.includes(member));
  return [...members, ...missing].join(', ');
}

/** The plan of a replay, without steps: they are added as the conversation goes. */
export function replayPlan(profile: ClientProfile): FlowPlan {
  return {
    id: `replay/${profile.id}`,
    kind: 'replay',
    era: 'legacy',
    cell: null,
    risk: 'none',
    needs: [],
    alone: opensTwoStreams(profile),
    steps: [],
    upsets: null,
  };
}

/**
 * One step of a replay: the client's own lines, with what is configured merged in.
 * @param keepsSession false where the client has forgotten its session
 */
export function replayStep(
  step: ClientStep,
  profile: ClientProfile,
  configured: readonly HeaderLine[],
  keepsSession: boolean,
): StepPlan {
  const lines = mergedLines(step, profile, configured);
  const inSession = keepsSession && lines.some(([, value]) => value.includes(SESSION));
  return {
    name: stepName(step),
    role: 'subject',
    only: 'always',
    method: step.method,
    path: step.path,
    headers: keepsSession ? lines : lines.filter(([, value]) => value !== SESSION),
    body: step.body,
    session: inSession ? 'own' : 'none',
    credentials: true,
    read: readOf(step),
  };
}

function readOf({ name, method }: ClientStep): StepPlan['read'] {
  if (name === 'fallback' || name === 'old-stream') return 'first-event';
  return name === 'listen' || method === 'GET' ? 'headers' : 'answer';
}

function stepName({ name }: ClientStep): StepName {
  switch (name) {
    case 'discover':
    case 'initialize':
    case 'initialized':
    case 'get':
    case 'tools/list':
    case 'delete':
      return name;
    default:
      return 'other';
  }
}

/** The GETs by which a client looks for the old HTTP+SSE transport. */
export function fallbackSteps({ reactions }: ClientProfile): ClientStep[] {
  const gets = reactions.sseFallback?.gets ?? [];
  return gets.map(({ path, headers }) => ({
    name: 'fallback',
    method: 'GET',
    path,
    headers,
    body: null,
    when: 'always',
  }));
}

/**
 * The hello over the old HTTP+SSE transport, to wherever its stream says. Taken from the client's own
 * `initialize`, since none was recorded over this transport; null where it sends none.
 */
export function oldHello({ legacy }: ClientProfile): ClientStep | null {
  const hello = legacy.find(({ name }) => name === 'initialize');
  return hello === undefined ? null : { ...hello, name: 'old-hello', when: 'always' };
}

/** Ends a session that the client left open: ours, not the client's. */
export function endOfReplay(target: Target, flow: string): StepPlan {
  const step = end({ session: { flow }, only: 'always' });
  const lines: HeaderLine[] = [['MCP-Protocol-Version', NEGOTIATED], ...target.headers];
  return { ...step, headers: [...lines, ['Mcp-Session-Id', SESSION]] };
}

/** Two GET streams of one client: some servers do not survive that. */
export function opensTwoStreams({ legacy }: ClientProfile): boolean {
  return legacy.filter(({ name }) => name === 'get').length > 1;
}

/** Headers that may get in a client's way; one that does is left out in another attempt. */
export const HINDERING = ['mcp-protocol-version', 'mcp-session-id', 'accept', 'content-type'];

/**
 * The most requests that replaying these takes: every step and the end of each session that the client
 * leaves open; a POST that follows a DELETE may be sent twice. A client that a configured header hinders is
 * tried again without it.
 */
export function replayBudget(
  profiles: readonly ClientProfile[],
  configured: readonly HeaderLine[] = [],
): number {
  const hindering = configured.map(([name]) => name.toLowerCase()).filter((name) => HINDERING.includes(name));
  const attempts = 1 + new Set(hindering).size;
  return attempts * profiles.reduce((sum, profile) => sum + requestsOf(profile), 0);
}

/** The most requests that one attempt of a client takes. */
export function requestsOf(profile: ClientProfile): number {
  const sent = profile.legacy.filter(({ when }) => when !== 'failed');
  const count = (name: ClientStep['name']): number => sent.filter((step) => step.name === name).length;
  const hello = sent.findIndex(({ name }) => name === 'initialize') + 1;
  const ends = count('initialize') - count('delete');
  const refused = hello + (profile.reactions.sseFallback?.gets.length ?? 0) + 1;
  const modern = sent.findIndex(({ name }) => name === 'discover') + 1 + profile.modern.length;
  return Math.max(sent.length + ends, refused, modern) + 1;
}
