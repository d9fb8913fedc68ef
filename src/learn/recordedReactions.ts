import type { AnswerMatch, ClientStep, Reactions } from '../model.js';
import { conversation, has, isMetadata, type RecordedRequest, type RecordedStep } from './recorded.js';
import { stepsOf, UNCONDITIONAL } from './recordedSteps.js';

/** What stands in a profile for a reaction that was not recorded; `ClientProfile.assumed` names them. */
const ASSUMED: Reactions = {
  discoverFatal: [],
  discoverPatienceMs: null,
  sseFallback: null,
  initializedFatal: [{ status: ['4xx', '5xx'] }],
  getDropsSession: [],
  sniffsJson: false,
  protocolVersions: null,
  authorization: null,
};

type Conversations = ReadonlyMap<string, readonly RecordedStep[]>;

/** The reactions that were recorded, the rest as most clients do, and the names of that rest. */
export function reactionsOf(
  requests: readonly RecordedRequest[],
  plain: readonly RecordedStep[],
): { reactions: Reactions; assumed: (keyof Reactions)[] } {
  const names = [...new Set(requests.map(({ behaviour }) => behaviour))];
  const all: Conversations = new Map(names.map((name) => [name, conversation(requests, name)]));
  // A client that lists no tools here shows by nothing that it goes on.
  const lists = has(plain, 'tools/list');
  const seen: Partial<Reactions> = {
    ...(has(plain, 'discover') ? discoverFatal(all) : { discoverFatal: [] }),
    ...sseFallback(all, requests),
    ...(lists ? { ...initializedFatal(all), ...getDropsSession(all) } : {}),
    ...sniffsJson(all),
    ...protocolVersions(all, plain),
    ...authorization(all, requests),
  };
  const assumed = REACTIONS.filter((name) => !(name in seen));
  const versions = { protocolVersions: versionsOf([plain]) };
  return { reactions: { ...ASSUMED, ...versions, ...seen }, assumed };
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

function under(all: Conversations, prefix: string): (readonly RecordedStep[])[] {
  return [...all].filter(([name]) => name.startsWith(prefix)).map(([, steps]) => steps);
}

function discoverFatal(all: Conversations): Partial<Reactions> {
  const asked = under(all, 'all-').filter((steps) => has(steps, 'discover'));
  if (asked.length === 0) return {};
  return { discoverFatal: fatal(asked, 'discover', 'initialize') };
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

function getDropsSession(all: Conversations): Partial<Reactions> {
  const steps = all.get('get-404') ?? [];
  const list = last(steps, 'tools/list');
  if (list === undefined || !has(steps, 'get')) return {};
  const carried = list.request.headers.some(([name]) => name.toLowerCase() === 'mcp-session-id');
  return { getDropsSession: carried ? [] : [404] };
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
 * so at 404), unless another of that class was survived.
 */
function fatal(
  tried: readonly (readonly RecordedStep[])[],
  step: ClientStep['name'],
  next: ClientStep['name'],
): AnswerMatch[] {
  const survived = tried.filter((steps) => has(steps, next)).map((steps) => classOf(last(steps, step)));
  const matches = tried
    .filter((steps) => !has(steps, next))
    .flatMap((steps) => {
      const whole = classOf(last(steps, step));
      return whole === null || survived.includes(whole) ? exactly(last(steps, step)) : [{ status: [whole] }];
    });
  return [...new Map(matches.map((match) => [JSON.stringify(match), match])).values()];
}

function classOf(step: RecordedStep | undefined): '4xx' | '5xx' | null {
  const status = step?.request.answer.status ?? 0;
  if (status >= 500) return '5xx';
  return status >= 400 ? '4xx' : null;
}

function exactly(step: RecordedStep | undefined): AnswerMatch[] {
  if (step === undefined) return [];
  const { status, body } = step.request.answer;
  return [{ status: [status], body: [body] }];
}
