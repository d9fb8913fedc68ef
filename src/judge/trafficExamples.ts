import type {
  ExampleAnswer,
  ExampleExchange,
  Exchange,
  HeaderLine,
  Json,
  StepPlan,
  TrafficExample,
  TrafficObservation,
  TrafficRule,
} from '../model.js';
import { observeTraffic } from '../observe/traffic.js';
import { SSE_TYPE } from '../plan/matrix.js';
import { end, get, hello, initialized, list } from '../plan/requests.js';
import { NEGOTIATED } from '../plan/revisions.js';
import { redactAnswer } from '../record/answer.js';
import { isObject, type JsonObject, negotiatedOf } from '../record/reading.js';
import { Redactor } from '../record/redact.js';
import { isLoopback } from '../targets/address.js';
import type { Compiled } from './engine.js';
import { type Canned, exampleTarget, fillAnswer, outcomeOf } from './examples.js';
import { judgeTraffic } from './traffic.js';

const STEPS: Record<string, () => StepPlan> = {
  initialize: () => hello('legacy'),
  discover: () => hello('modern'),
  initialized: () => initialized(),
  'tools/list': () => list('legacy'),
  'modern tools/list': () => list('modern'),
  get: () => get(SSE_TYPE),
  delete: () => end(),
};
const CLIENT = { name: 'example', version: '1.0.0' };

/** What an example's client and server say to each other, observed as what passes a tap is. */
export function observeTrafficExample(
  example: TrafficExample,
  answers: (answer: ExampleAnswer) => Canned,
): TrafficObservation {
  const url = example.url ?? 'http://127.0.0.1:9/mcp';
  const redactor = new Redactor(exampleTarget(url, false));
  const state = { session: null as string | null, version: null as string | null, atMs: 0 };
  const exchanges = example.exchanges.map((one, at) => {
    state.atMs += one.after ?? 10;
    const exchange = exchangeOf(one, at + 1, url, state, answers, redactor);
    const { outcome } = exchange;
    if (outcome.kind === 'answer' && outcome.issuedSession !== null) state.session = givenBy(exchange.seq);
    state.version = negotiatedOf(exchange) ?? state.version;
    return exchange;
  });
  const observed = observeTraffic({
    traffic: {
      listen: 'http://127.0.0.1:4000',
      connections: [{ openedMs: 0, closedMs: null, exchanges: exchanges.map(({ id }) => id) }],
      refused: 0,
      endedMs: state.atMs + 60_000,
    },
    target: {
      name: 'example',
      url,
      headers: [],
      credentials: [],
      loopback: isLoopback(new URL(url).hostname),
      transport: 'http',
      source: null,
    },
    flows: [{ id: 'legacy/traffic', exchanges, ended: 'complete', reason: null }],
  });
  if (observed === null) throw new Error(`example "${example.name}" is no traffic`);
  return observed;
}

function exchangeOf(
  one: ExampleExchange,
  seq: number,
  url: string,
  state: { session: string | null; version: string | null; atMs: number },
  answers: (answer: ExampleAnswer) => Canned,
  redactor: Redactor,
): Exchange {
  const step = STEPS[one.send]?.();
  if (step === undefined) throw new Error(`an example sends what nobody knows: ${one.send}`);
  const sent = linesOf(step, one, state);
  const body = one.body ?? named(step.body, seq);
  const session = sent.find(([name]) => name.toLowerCase() === 'mcp-session-id')?.[1] ?? null;
  const answer = fillAnswer(answers(one.answer), {
    id: isObject(body) ? (body.id ?? null) : null,
    session: givenBy(seq),
  });
  const outcome = outcomeOf(answer, { read: step.read });
  return {
    id: `x${seq}`,
    step: 0,
    seq,
    startedMs: state.atMs,
    overlapped: false,
    request: {
      method: step.method,
      url,
      headers: redactor.lines(sent),
      body,
      session: session === null ? null : session === state.session ? redactor.session(session) : 'bogus',
      credentials: sent.some(([name]) => name.toLowerCase() === 'authorization'),
    },
    connection: { reused: seq > 1, written: true, address: '127.0.0.1' },
    outcome: outcome.kind === 'answer' ? redactAnswer(outcome, redactor) : outcome,
  };
}

/** As a correct client sends it, but for what the example says. */
function linesOf(
  step: StepPlan,
  { headers = {} }: ExampleExchange,
  { session, version }: { session: string | null; version: string | null },
): HeaderLine[] {
  const usual = step.headers.flatMap(([name, value]): HeaderLine[] => {
    const filled = value === NEGOTIATED ? version : value;
    return filled === null ? [] : [[name, filled]];
  });
  const own: HeaderLine[] = step.session === 'own' && session !== null ? [['Mcp-Session-Id', session]] : [];
  const changed = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  return [
    ...[...usual, ...own].filter(([name]) => !changed.has(name.toLowerCase())),
    ...Object.entries(headers).flatMap(([name, value]): HeaderLine[] =>
      value === null ? [] : [value].flat().map((line) => [name, line]),
    ),
  ];
}

function named(body: Json, id: number): Json {
  return isObject(body) ? { ...whose(body), ...('id' in body ? { id } : {}) } : body;
}

/** The same with the example's client wherever one is named. */
function whose(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key.endsWith('clientInfo') ? CLIENT : isObject(inner) ? whose(inner) : inner,
    ]),
  );
}

function givenBy(seq: number): string {
  return `example-session-${seq}`;
}

/** What the examples of a rule are not: good passes, bad fails with its messages, skipped does neither. */
export function trafficExampleProblems(
  examples: TrafficRule['examples'],
  answers: (answer: ExampleAnswer) => Canned,
): (compiled: Compiled<TrafficRule>) => string[] {
  const observed = (['good', 'bad', 'skipped'] as const).flatMap((kind) =>
    examples[kind].map((example) => ({
      kind,
      example,
      observation: observeTrafficExample(example, answers),
    })),
  );
  return (compiled) =>
    observed.flatMap(({ kind, example, observation }) => {
      const verdicts = judgeTraffic([compiled], observation);
      const said = verdicts.filter(({ outcome }) => outcome === 'failed').map(({ because }) => because);
      const passed = verdicts.some(({ outcome }) => outcome === 'passed');
      const problem =
        JSON.stringify(said) !== JSON.stringify(example.messages)
          ? `says ${JSON.stringify(said)} instead of ${JSON.stringify(example.messages)}`
          : kind === 'bad'
            ? said.length > 0
              ? null
              : 'finds nothing'
            : passed === (kind === 'good')
              ? null
              : kind === 'good'
                ? 'is not passed'
                : 'is passed, not skipped';
      return problem === null ? [] : [`${kind} example "${example.name}": ${problem}`];
    });
}
