import { UserError } from '../errors.js';
import type { ClientProfile, Format, Json } from '../model.js';
import { LESSONS, type Lesson } from './behaviours.js';
import {
  conversation,
  has,
  isHello,
  isMetadata,
  type RecordedRequest,
  type RecordedStep,
  rpcMethod,
  stepName,
} from './recorded.js';
import { mergingsOf, wasConfigured } from './recordedMerging.js';
import { reactionsOf } from './recordedReactions.js';
import { type Conditions, leftOut, stepsOf } from './recordedSteps.js';

/** What the wire does not say, or what the user says better. */
export interface Naming {
  client: string | null;
  version: string | null;
  title: string | null;
  /** The formats that are known; the first of this client is its own. */
  formats: readonly Pick<Format, 'id' | 'client'>[];
  /** `2026-11-21`. */
  date: string;
  /** Who recorded it: `mcp-accept 0.1.0`. */
  by: string;
}

export interface Learnt {
  profile: ClientProfile;
  /** What the user should know about it. */
  notes: string[];
  /** The lessons that would turn what is assumed into knowledge. */
  remaining: Lesson[];
}

/**
 * The profile of a live client, from what it sent to the recording server. What was not observed is absent
 * from `configured`, and named in `assumed`.
 * @throws {UserError} where the client never said hello, was configured with headers at the plain URL, or
 * has no name or version
 */
export function profileOf(requests: readonly RecordedRequest[], naming: Naming): Learnt {
  const modern = visited(requests, 'modern') ?? [];
  const plain = plainConversation(requests, modern);
  const { client, version, title } = named([...plain, ...modern], naming);
  const conditions: Conditions = {
    stateless: visited(requests, 'stateless'),
    notAccepted: visited(requests, 'initialized-200-empty'),
    stream: visited(requests, 'stream'),
  };
  const discovered = modern.findIndex(({ name, request }) => name === 'discover' && request.answer.result);
  const { reactions, assumed, seen } = reactionsOf(requests, plain);
  const configured = mergingsOf(visited(requests, 'headers') ?? [], plain);
  const legacy = stepsOf(plain, conditions);
  const further = discovered < 0 ? [] : modern.slice(discovered + 1);
  if (legacy.length + further.length < 2) throw nothing(requests, 'the client said hello and no more');
  const profile: ClientProfile = {
    id: `${client}@${version}`,
    client,
    title,
    versions: { from: version, to: null },
    recorded: [version],
    provenance: { date: naming.date, how: `a live client, recorded by ${naming.by} at ${pathsOf(requests)}` },
    format: naming.formats.find((format) => format.client === client)?.id ?? null,
    bridge: false,
    legacy,
    modern: stepsOf(further, conditions),
    // Every other header goes out as it is configured, as far as anybody has seen.
    configured: { '*': {}, ...configured },
    reactions,
    assumed: [
      ...(plain.some(({ request }) => request.behaviour === '') ? [] : (['legacy'] as const)),
      ...(has(plain, 'discover') && discovered < 0 ? (['modern'] as const) : []),
      ...(configured === null ? (['configured'] as const) : []),
      ...assumed,
      ...(wasSilent(requests, plain) ? [] : (['silence'] as const)),
    ],
    ...(Object.keys(seen).length === 0 ? {} : { seen }),
  };
  return { profile, notes: notesOn(requests, profile), remaining: remainingOf(requests, profile) };
}

/**
 * What it sends to a server that is not modern; of a client that was only shown a modern one, the hello alone.
 * One that gives up after a refused `server/discover` speaks the modern revision only.
 */
function plainConversation(
  requests: readonly RecordedRequest[],
  modern: readonly RecordedStep[],
): RecordedStep[] {
  const plain = conversation(requests, '');
  if (plain.length === 0 && has(modern, 'discover')) {
    return modern.slice(0, modern.findIndex(({ name }) => name === 'discover') + 1);
  }
  if (!plain.some(({ request }) => isHello(request))) throw nothing(requests, 'the client said no hello');
  if (!wasConfigured(plain)) return plain;
  throw new UserError('the plain URL was configured with headers', {
    whatToDo: 'configure them at /headers/mcp only: at /mcp the client has to send what it sends by itself',
  });
}

function nothing(requests: readonly RecordedRequest[], title: string): UserError {
  return new UserError(`${title}, so there is nothing to write`, {
    found: requests.length === 1 ? '1 request' : `${requests.length} requests`,
    whatToDo: 'give the client the URL that was printed, and let it list its tools',
  });
}

/** The recorder was told not to answer, where that matters to this client. */
function wasSilent(requests: readonly RecordedRequest[], plain: readonly RecordedStep[]): boolean {
  const met = (behaviour: string): boolean => visited(requests, behaviour) !== null;
  return met('initialized-hang') && (met('discover-hang') || !has(plain, 'discover'));
}

function visited(requests: readonly RecordedRequest[], behaviour: string): RecordedStep[] | null {
  const steps = conversation(requests, behaviour);
  return steps.length === 0 ? null : steps;
}

function pathsOf(requests: readonly RecordedRequest[]): string {
  const behaviours = [...new Set(requests.map(({ behaviour }) => behaviour))];
  return behaviours.map((behaviour) => (behaviour === '' ? '/mcp' : `/${behaviour}/mcp`)).join(', ');
}

/** What the client calls itself, unless the user knows better. */
function named(
  plain: readonly RecordedStep[],
  naming: Naming,
): { client: string; version: string; title: string } {
  const info = plain.map(({ request }) => clientInfo(request.body)).find((one) => one !== null) ?? {};
  const client = naming.client ?? info['name']?.toLowerCase().replace(/[^a-z0-9]+/g, '-') ?? '';
  const slug = client.replace(/^-|-$/g, '');
  if (slug === '') {
    throw new UserError('the client does not say its name', { whatToDo: 'name it with --client' });
  }
  const said = naming.version ?? info['version'] ?? '';
  const version = /^\d+\.\d+\.\d+(?![\d.])/.exec(said)?.[0];
  if (version === undefined) {
    throw new UserError('the client does not say which version it is', {
      ...(said === '' ? {} : { found: said }),
      whatToDo: 'name it with --client-version, for example 1.2.3',
    });
  }
  return { client: slug, version, title: naming.title ?? info['title'] ?? info['name'] ?? slug };
}

/** `clientInfo` of a hello of either era. */
function clientInfo(body: Json): Record<string, string> | null {
  const params = fieldOf(body, 'params');
  const info =
    fieldOf(params, 'clientInfo') ?? fieldOf(fieldOf(params, '_meta'), 'io.modelcontextprotocol/clientInfo');
  if (info === null || typeof info !== 'object' || Array.isArray(info)) return null;
  const texts = Object.entries(info).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function fieldOf(value: Json, key: string): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return value[key] ?? null;
}

function notesOn(requests: readonly RecordedRequest[], { assumed = [] }: ClientProfile): string[] {
  const secrets = leftOut(conversation(requests, ''));
  const rest = requests.filter((request) => stepName(request, true) === null && !isMetadata(request));
  const others = [...new Set(rest.map((request) => rpcMethod(request) ?? request.method))];
  const noHeader = visited(requests, 'headers') !== null && assumed.includes('configured');
  return [
    ...(secrets.length > 0 ? [`left out as credentials: ${secrets.join(', ')}`] : []),
    ...(others.length > 0 ? [`left out as no step of a profile: ${others.join(', ')}`] : []),
    ...(noHeader ? ['no configured header arrived at /headers/mcp, so nothing is said about them'] : []),
    ...(assumed.length > 0 ? [`not observed, so assumed as with most clients: ${assumed.join(', ')}`] : []),
  ];
}

/** The lessons not yet visited on which something rests that is assumed, or the conditions of a step. */
function remainingOf(
  requests: readonly RecordedRequest[],
  { assumed = [], legacy }: ClientProfile,
): Lesson[] {
  const open = new Set<Lesson['about'][number]>(assumed);
  if (legacy.some(({ name }) => name === 'get')) open.add('conditions');
  const visits = new Set(requests.map(({ behaviour }) => behaviour));
  return LESSONS.filter(({ name, about }) => !visits.has(name) && about.some((one) => open.has(one)));
}
