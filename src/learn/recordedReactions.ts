import type { AnswerMatch, ClientProfile, ClientStep, Reactions } from '../model.js';
import { LESSONS } from './behaviours.js';
import { conversation, has, isMetadata, type RecordedRequest, type RecordedStep } from './recorded.js';
import { stepsOf, UNCONDITIONAL } from './recordedSteps.js';

/** What stands in a profile for a reaction that was not recorded; `ClientProfile.assumed` names them. */
const ASSUMED: Reactions = {
  discoverFatal: [],
  discoverPatienceMs: null,
  sseFallback: null,
  initializedFatal: [{ status: ['4xx', '5xx'] }],
  getFatal: [],
  getDropsSession: [],
  sniffsJson: false,
  protocolVersions: null,
  authorization: null,
};

type Conversations = ReadonlyMap<string, readonly RecordedStep[]>;

/** What was learnt of a client's reactions, and how far that goes. */
export interface LearntReactions {
  reactions: Reactions;
  /** Those of which not every lesson was visited: one answer of a kind is never all. */
  assumed: (keyof Reactions)[];
  /** The statuses to which an assumed one was recorded all the same. */
  seen: NonNullable<ClientProfile['seen']>;
}

/** The reactions that were recorded, the rest as most clients do, and the names of that rest. */
export function reactionsOf(
  requests: readonly RecordedRequest[],
  plain: readonly RecordedStep[],
): LearntReactions {
  const names = [...new Set(requests.map(({ behaviour }) => behaviour))];
  const all: Conversations = new Map(names.map((name) => [name, conversation(requests, name)]));
  // A client that lists no tools here shows by nothing that it goes on.
  const lists = has(plain, 'tools/list');
  const learnt: Partial<Reactions> = {
    ...(has(plain, 'discover') ? discoverFatal(all, plain) : { discoverFatal: [] }),
    ...sseFallback(all, requests),
    ...(lists ? { ...initializedFatal(all), ...getFatal(all, plain), ...getDropsSession(all, plain) } : {}),
    ...sniffsJson(all),
    ...protocolVersions(all, plain),
    ...authorization(all, requests),
  };
  const assumed = REACTIONS.filter((name) => !(name in learnt) || !isSettled(name, learnt, all, plain));
  const versions = { protocolVersions: versionsOf([plain]) };
  return { reactions: { ...ASSUMED, ...versions, ...learnt }, assumed, seen: seenOf(all, assumed) };
}

/** Those that the recorder's servers teach; how long a client waits is not among them. */
const REACTIONS = [
  'discoverFatal',
  'sseFallback',
  'initializedFatal',
  'getDropsSession',
  'sniffsJson',
  'protocolVersions',
  'authorization',
] as const satisfies readonly (keyof Reactions)[];

/** Every lesson on it was visited, or what was seen leaves no other. */
function isSettled(
  name: (typeof REACTIONS)[number],
  learnt: Partial<Reactions>,
  all: Conversations,
  plain: readonly RecordedStep[],
): boolean {
  if (name === 'discoverFatal' && !has(plain, 'discover')) return true;
  if (name === 'getDropsSession' && !has(plain, 'get')) return true;
  // Who takes a version that never was takes any.
  if (name === 'protocolVersions' && learnt.protocolVersions === null) return true;
  const met = versionsOf([plain]) ?? [];
  return LESSONS.filter(({ about }) => about.includes(name)).every(
    (lesson) => all.has(lesson.name) || met.some((version) => lesson.name === `version-${version}`),
  );
}

function seenOf(all: Conversations, assumed: readonly (keyof Reactions)[]): LearntReactions['seen'] {
  const statuses = (prefix: string, step: keyof LearntReactions['seen'], only?: number[]): number[] => {
    const given = under(all, prefix).flatMap((steps) => last(steps, step)?.request.answer.status ?? []);
    return [...new Set(given.filter((status) => only?.includes(status) ?? status > 0))].sort((a, b) => a - b);
  };
  const seen: LearntReactions['seen'] = {};
  const add = (step: keyof LearntReactions['seen'], found: number[]): void => {
    if (found.length > 0) seen[step] = found;
  };
  if (assumed.includes('discoverFatal')) add('discover', statuses('all-', 'discover'));
  if (assumed.includes('authorization')) add('initialize', statuses('all-', 'initialize', [401, 403]));
  if (assumed.includes('initializedFatal')) add('initialized', statuses('initialized-', 'initialized'));
  if (assumed.includes('getDropsSession')) add('get', statuses('get-', 'get'));
  return seen;
}

function under(all: Conversations, prefix: string): (readonly RecordedStep[])[] {
  return [...all].filter(([name]) => name.startsWith(prefix)).map(([, steps]) => steps);
}

function discoverFatal(all: Conversations, plain: readonly RecordedStep[]): Partial<Reactions> {
  const asked = ['all-', 'discover-']
    .flatMap((prefix) => under(all, prefix))
    .filter((steps) => has(steps, 'discover'));
  // One that speaks the modern revision only gives up at any refusal.
  if (!has(plain, 'initialize')) return { discoverFatal: fatal([plain, ...asked], 'discover', 'initialize') };
  return asked.length === 0 ? {} : { discoverFatal: fatal([plain, ...asked], 'discover', 'initialize') };
}

/** After which refusals of `initialize` it sends which GETs, and whether an old server then has it. */
function sseFallback(all: Conversations, requests: readonly RecordedRequest[]): Partial<Reactions> {
  const old = all.get('old-transport') ?? [];
  // A GET after a 401 may belong to the search for an authorization server.
  const tried = [...under(all, 'all-'), old];
  const refused = tried.filter((steps) => has(steps, 'initialize') && !answered(steps, [401, 403]));
  const fell = refused.filter((steps) => fallbackOf(steps).length > 0);
  const [first] = fell;
  if (first === undefined) return refused.length === 0 ? {} : { sseFallback: null };
  if (!has(old, 'initialize')) return {};
  const gets = stepsOf(fallbackOf(first), UNCONDITIONAL).map(({ path, headers }) => ({ path, headers }));
  const works = requests.some(({ behaviour, path }) => behaviour === 'old-transport' && path === '/messages');
  const after = fell.flatMap((steps) => exactly(last(steps, 'initialize')));
  return { sseFallback: { after, gets, works } };
}

function fallbackOf(steps: readonly RecordedStep[]): RecordedStep[] {
  const refused = steps.findIndex(({ name }) => name === 'initialize');
  return steps.slice(refused + 1).filter(({ name }) => name === 'get');
}

function initializedFatal(all: Conversations): Partial<Reactions> {
  const sent = under(all, 'initialized-').filter((steps) => has(steps, 'initialized'));
  if (sent.length === 0) return {};
  return { initializedFatal: fatal(sent, 'initialized', 'tools/list') };
}

/** Who gives up at a GET sends no list after it. */
function getFatal(all: Conversations, plain: readonly RecordedStep[]): Partial<Reactions> {
  if (!has(plain, 'get')) return { getFatal: [] };
  const met = under(all, 'get-').filter((steps) => has(steps, 'get'));
  return met.length === 0 ? {} : { getFatal: fatal([plain, ...met], 'get', 'tools/list') };
}

function getDropsSession(all: Conversations, plain: readonly RecordedStep[]): Partial<Reactions> {
  if (!has(plain, 'get')) return { getDropsSession: [] };
  const met = under(all, 'get-').filter((steps) => has(steps, 'get'));
  if (met.length === 0) return {};
  const told = met.filter((steps) => has(steps, 'tools/list')); // who gives up there has no session to drop
  const dropped = told.filter((steps) => !carriesSession(last(steps, 'tools/list')));
  return { getDropsSession: dropped.flatMap((steps) => last(steps, 'get')?.request.answer.status ?? []) };
}

function carriesSession(step: RecordedStep | undefined): boolean {
  return step?.request.headers.some(([name]) => name.toLowerCase() === 'mcp-session-id') === true;
}

function sniffsJson(all: Conversations): Partial<Reactions> {
  const steps = all.get('label-text') ?? [];
  return has(steps, 'initialize') ? { sniffsJson: has(steps, 'initialized') } : {};
}

/** The versions that it went on with; any, if it took one that never was. */
function protocolVersions(all: Conversations, plain: readonly RecordedStep[]): Partial<Reactions> {
  const offered = under(all, 'version-').filter((steps) => has(steps, 'initialize'));
  if (offered.length === 0) return {};
  const refused = offered.some((steps) => !has(steps, 'initialized'));
  return { protocolVersions: refused ? versionsOf([plain, ...offered]) : null };
}

function versionsOf(conversations: readonly (readonly RecordedStep[])[]): string[] | null {
  const accepted = conversations.filter((steps) => has(steps, 'initialized'));
  const versions = accepted.flatMap((steps) => last(steps, 'initialize')?.request.answer.version ?? []);
  return versions.length === 0 ? null : [...new Set(versions)];
}

/** Which refusals send it looking for an authorization server, beyond what it looks for anyway. */
function authorization(all: Conversations, requests: readonly RecordedRequest[]): Partial<Reactions> {
  const refused = under(all, 'all-').filter((steps) => answered(steps, [401, 403]));
  if (refused.length === 0) return {};
  const seekers = refused.flatMap((steps) => {
    const [first] = steps;
    const sent = requests.filter(({ behaviour }) => behaviour === first?.request.behaviour);
    const always = requests.filter((request) => request.behaviour === '' && isMetadata(request)).length;
    const registers = sent.some(
      ({ method, path }) => method === 'POST' && path !== null && /register/.test(path),
    );
    const seeks = registers || sent.filter(isMetadata).length > always;
    return seeks ? [{ on: statusOf(steps), registers }] : [];
  });
  if (seekers.length === 0) return { authorization: null };
  return {
    authorization: {
      on: [...new Set(seekers.flatMap(({ on }) => on))],
      registers: seekers.some(({ registers }) => registers),
    },
  };
}

function statusOf(steps: readonly RecordedStep[]): number[] {
  return steps.map(({ request }) => request.answer.status).filter((status) => [401, 403].includes(status));
}

function answered(steps: readonly RecordedStep[], statuses: readonly number[]): boolean {
  return steps.some(({ request }) => request.path === null && statuses.includes(request.answer.status));
}

function last(steps: readonly RecordedStep[], name: ClientStep['name']): RecordedStep | undefined {
  return steps.findLast((step) => step.name === name);
}

/**
 * The answers to one step after which it gave up. A refusal stands for its class (who gives up at 400 does
 * so at 404), unless another of that class was survived. Of a success the body decides.
 * Status 0 stands for no answer.
 */
function fatal(
  tried: readonly (readonly RecordedStep[])[],
  step: ClientStep['name'],
  next: ClientStep['name'],
): AnswerMatch[] {
  const survived = tried.filter((steps) => has(steps, next)).flatMap((steps) => last(steps, step) ?? []);
  const matches = tried
    .filter((steps) => !has(steps, next))
    .flatMap((steps) => last(steps, step) ?? [])
    .map((met): AnswerMatch => {
      const { status, body } = met.request.answer;
      if (status === 0) return { failure: met.request.behaviour.endsWith('-hang') ? 'silence' : 'broken' };
      const whole = classOf(met);
      const other = survived.some(({ request }) => request.answer.status === status);
      if (whole === null || other) return { status: [status], body: [body] };
      return { status: [survived.some((one) => classOf(one) === whole) ? status : whole] };
    });
  const distinct = [...new Map(matches.map((match) => [JSON.stringify(match), match])).values()];
  // Both kinds of failure are any failure.
  const answered = distinct.filter(({ failure }) => failure === undefined);
  return distinct.length - answered.length > 1 ? [...answered, { failure: true }] : distinct;
}

function classOf({ request }: RecordedStep): '4xx' | '5xx' | null {
  const { status } = request.answer;
  if (status >= 500) return '5xx';
  return status >= 400 ? '4xx' : null;
}

function exactly(step: RecordedStep | undefined): AnswerMatch[] {
  if (step === undefined) return [];
  const { status, body } = step.request.answer;
  return [{ status: [status], body: [body] }];
}
