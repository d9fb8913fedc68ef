import { ERAS } from '../eras.js';
import type {
  Era,
  Exchange,
  Flow,
  FlowPlan,
  ObservedMessage,
  StepName,
  StepPlan,
  TrafficObservation,
} from '../model.js';
import { planLegacySse } from '../plan/cells.js';
import { SSE_TYPE } from '../plan/matrix.js';
import { end, get, hello, initialized, list } from '../plan/requests.js';
import { namesEndpoint } from '../record/match.js';
import { answerOf, requestOf } from '../record/reading.js';

/** Flows as a run has them, and what stands in them. */
export interface Arranged {
  plan: FlowPlan[];
  flows: Flow[];
}

const STEPS = new Map<string, StepName>([
  ['initialize', 'initialize'],
  ['server/discover', 'discover'],
  ['notifications/initialized', 'initialized'],
  ['tools/list', 'tools/list'],
  ['GET', 'get'],
  ['DELETE', 'delete'],
]);

/**
 * Puts what passed into flows. What a correct client would have sent in the same place stands where a run has it, so
 * that the server is judged by it; all else stands apart, in `traffic`.
 */
export function arranged(
  exchanges: readonly Exchange[],
  { messages, conversations }: TrafficObservation,
): Arranged {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const taken = new Set<string>();
  const plan: FlowPlan[] = [];
  const flows: Flow[] = [];
  const add = (
    id: string,
    kind: FlowPlan['kind'],
    steps: readonly (readonly [StepPlan, Exchange])[],
  ): void => {
    const era: Era = id.startsWith('modern/') ? 'modern' : 'legacy';
    const cell = kind === 'control' ? 'both' : null;
    plan.push({
      id,
      kind,
      era,
      cell,
      risk: 'none',
      needs: [],
      alone: true,
      steps: steps.map(([step]) => step),
      upsets: null,
    });
    flows.push({
      id,
      exchanges: steps.map(([, exchange], step) => ({ ...exchange, step })),
      ended: 'complete',
      reason: null,
    });
    for (const [, { id: exchange }] of steps) taken.add(exchange);
  };
  for (const era of ERAS) {
    const talks = conversations
      .filter((one) => one.era === era)
      .map(({ exchanges: ids }) => exchanges.filter(({ id }) => ids.includes(id)))
      .map((all) => all.filter((one) => isCorrect(byId.get(one.id), one)));
    const shaken =
      talks.find((all) => handshake(era, all).length > 1) ??
      talks.find((all) => handshake(era, all).length > 0);
    if (shaken === undefined) continue;
    const discover = shaken.find((one) => requestOf(one).method === 'server/discover');
    if (era === 'legacy' && discover !== undefined)
      add('modern/discover', 'detect', [[hello('modern'), discover]]);
    add(`${era}/both`, 'control', handshake(era, shaken));
    const stream = shaken.find(
      (one) => one.request.method === 'GET' && byId.get(one.id)?.afterHello === true,
    );
    if (stream !== undefined) add(`${era}/get`, 'around', [[get(SSE_TYPE), stream]]);
  }
  const old = exchanges.find((one) => one.request.method === 'GET' && namesEndpoint(one));
  if (old !== undefined && plan.length === 0) {
    const { id, steps } = planLegacySse();
    add(
      id,
      'detect',
      steps.map((step) => [step, old] as const),
    );
  }
  const rest = exchanges.filter(({ id }) => !taken.has(id));
  for (const era of ERAS) {
    const own = rest.filter(({ id }) => (byId.get(id)?.era ?? 'legacy') === era);
    if (own.length > 0)
      add(
        `${era}/traffic`,
        'traffic',
        own.map((one) => [stepOf(one), one] as const),
      );
  }
  return { plan, flows };
}

/** Hello, notification, list and the end, as far as they were sent; the first of each. */
function handshake(era: Era, exchanges: readonly Exchange[]): [StepPlan, Exchange][] {
  const steps =
    era === 'legacy'
      ? [hello(era), initialized({ only: 'always' }), list(era), end()]
      : [hello(era), list(era)];
  const found = steps.flatMap((step): [StepPlan, Exchange][] => {
    const all = exchanges.filter((one) => nameOf(one) === step.name);
    // A hello may have been tried before the server was up.
    const [first] = [...all.filter(({ outcome }) => outcome.kind === 'answer'), ...all];
    return first === undefined ? [] : [[step, first]];
  });
  return found[0]?.[0].name === steps[0]?.name ? found : [];
}

/** Nothing in it is the client's fault, and the server has to serve it. */
function isCorrect(message: ObservedMessage | undefined, exchange: Exchange): boolean {
  if (message === undefined) return false;
  const { method, versionFits, versions, sessionDue, session } = message;
  const types =
    method === 'POST' ? message.acceptsBoth && isJson(message) : method !== 'GET' || message.acceptsStream;
  const version = versionFits && versions.length <= 1;
  const inSession = sessionDue ? session === 'own' : session === 'none';
  // What its client did not wait for tells nothing of the server.
  const heard =
    exchange.outcome.kind === 'answer' || !['CLIENT_LEFT', 'NO_ANSWER_YET'].includes(exchange.outcome.code);
  return (
    types &&
    version &&
    inSession &&
    (method !== 'POST' || message.methodHeaderFits) &&
    !message.batch &&
    heard &&
    isWhole(exchange)
  );
}

function isWhole(exchange: Exchange): boolean {
  const answer = answerOf(exchange);
  return (
    answer === null ||
    exchange.request.method === 'GET' ||
    answer.body.end !== 'stopped' ||
    (answer.events ?? []).length > 0
  );
}

function isJson({ contentType }: ObservedMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

function nameOf(exchange: Exchange): StepName {
  return STEPS.get(requestOf(exchange).method ?? exchange.request.method) ?? 'other';
}

function stepOf(exchange: Exchange): StepPlan {
  const { method, credentials } = exchange.request;
  return {
    name: nameOf(exchange),
    role: 'setup',
    only: 'always',
    method,
    path: null,
    headers: [],
    body: null,
    session: 'none',
    credentials,
    read: 'answer',
  };
}
