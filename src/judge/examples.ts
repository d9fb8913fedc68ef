import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  BodyEnd,
  Connection,
  Example,
  ExampleAnswer,
  Failure,
  FlowPlan,
  HeaderLine,
  Json,
  Recording,
  Shape,
  Target,
} from '../model.js';
import { EventReader } from '../net/events.js';
import type { Send, WireAnswer, WireRequest } from '../net/wire.js';
import { packageRoot } from '../packageRoot.js';
import { planAll } from '../plan/all.js';
import { NOTHING_BESIDES } from '../record/nothingBesides.js';
import { isObject } from '../record/reading.js';
import { Redactor } from '../record/redact.js';
import { Runner } from '../record/runner.js';
import { RECORDED_STRAIGHT } from '../targets/straight.js';
import { TOOL } from '../tool.js';

/** An answer as an example writes it, with the canned one it builds on filled in. */
export interface Canned {
  status: number;
  headers: Record<string, string>;
  text: string;
  event: Json | null;
  /** Of the event: `message`, or `endpoint` of the old transport. */
  eventName: string;
  failure: { stage: Failure['stage']; code: string } | null;
  end: BodyEnd | null;
  /** On a connection that was kept alive. */
  reused: boolean;
  ms: number;
}

/** The canned answers, by name. */
export async function cannedAnswers(): Promise<(answer: ExampleAnswer) => Canned> {
  const all = JSON.parse(await readFile(join(packageRoot, 'rules', 'answers.json'), 'utf8')) as Record<
    string,
    Json
  >;
  return (answer) => {
    const changes = typeof answer === 'string' ? { use: answer } : answer;
    const base = all[changes.use];
    if (!isObject(base)) throw new Error(`there is no canned answer called ${changes.use}`);
    return canned(base, changes);
  };
}

function canned(base: { [key: string]: Json }, changes: Exclude<ExampleAnswer, string>): Canned {
  const body = changes.body ?? (changes.text === undefined ? base.body : undefined);
  const headers = { ...(base.headers as Record<string, string>), ...changes.headers };
  const kept = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    status: changes.status ?? Number(base.status),
    headers: Object.fromEntries(kept),
    text: changes.text ?? (body === undefined ? String(base.text ?? '') : JSON.stringify(body)),
    event: changes.text === undefined && changes.body === undefined ? (base.event ?? null) : null,
    eventName: String(base.eventName ?? 'message'),
    failure:
      changes.failure ??
      (isObject(base.failure) ? { stage: 'headers', code: String(base.failure.code) } : null),
    end: changes.end ?? null,
    reused: changes.reused ?? base.reused === true,
    ms: changes.ms ?? 1,
  };
}

function connectionOf({ reused }: Canned): Connection {
  return { reused, written: true, address: null };
}

/** Fills `{id}` and `{session}` for one request. */
export function fillAnswer(answer: Canned, request: { id: Json; session: string }): Canned {
  const put = (text: string): string =>
    text.replaceAll('"{id}"', JSON.stringify(request.id)).replaceAll('{session}', request.session);
  return {
    ...answer,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, put(value)])),
    text: put(answer.text),
    event: answer.event === null ? null : (JSON.parse(put(JSON.stringify(answer.event))) as Json),
  };
}

const planned = new Map<string, Map<string, FlowPlan>>();

/** Every flow for a server of this shape, by id: there are few shapes, and a thousand examples. */
function plansFor(shape: Shape): Map<string, FlowPlan> {
  const key = JSON.stringify(shape);
  const plans = planned.get(key) ?? new Map(planAll(shape).map((plan) => [plan.id, plan]));
  planned.set(key, plans);
  return plans;
}

/** Sends an example's requests through the real pipeline and returns its recording. */
export async function replay(
  example: Pick<Example, 'name' | 'server' | 'run'>,
  send: Send,
  url: string,
  beforeFlow: (id: string) => void,
): Promise<Recording> {
  const shape: Shape = {
    stateful: false,
    oneSession: false,
    credentials: false,
    dual: false,
    ...example.server,
  };
  const target = exampleTarget(url, shape.credentials);
  const redactor = new Redactor(target);
  const plan: FlowPlan[] = [];
  const left = new Map(Object.entries(example.run).map(([id, answers]) => [id, answers.length]));
  const options = { timeoutMs: 300, redactor, signal: new AbortController().signal, onStep: () => {} };
  const counted: Send = async (request) => {
    const id = plan.at(-1)?.id ?? '';
    const rest = (left.get(id) ?? 0) - 1;
    left.set(id, rest);
    if (rest <= 0) options.signal = AbortSignal.abort();
    return send(request);
  };
  const runner = new Runner(target, counted, options);
  const plans = plansFor(shape);
  for (const id of Object.keys(example.run)) {
    const found = plans.get(id);
    if (found === undefined)
      throw new Error(`example "${example.name}" names a flow that no plan has: ${id}`);
    const kept = { ...found, steps: found.steps.filter((step) => step.role !== 'cleanup') };
    plan.push(kept);
    beforeFlow(id);
    options.signal = new AbortController().signal;
    await runner.run(kept);
    // As the stages do with what is believed only when it is repeated.
    if ((left.get(id) ?? 0) > 0) await (isTogether(id) ? runner.runTogether(kept) : runner.run(kept));
  }
  return {
    schema: 1,
    tool: { ...TOOL, node: null, platform: null },
    startedAt: '1970-01-01T00:00:00.000Z',
    target: {
      name: target.name,
      url,
      headers: redactor.lines(target.headers),
      credentials: target.credentials,
      loopback: example.server.loopback ?? true,
      transport: 'http',
      source: null,
    },
    asked: {
      depth: 'thorough',
      era: 'auto',
      ruleset: 'recommended',
      failOn: 'error',
      timeoutMs: 300,
      burst: 0,
      clients: [],
      yours: null,
      client: null,
    },
    plan,
    flows: runner.flows,
    notSent: [],
    replays: [],
    repeats: null,
    route: RECORDED_STRAIGHT,
    ...NOTHING_BESIDES,
  };
}

function isTogether(id: string): boolean {
  return id.endsWith('/two-at-once');
}

/** What an example's run would have left behind. */
export async function recordExample(
  example: Pick<Example, 'name' | 'server' | 'run'>,
  answers: (answer: ExampleAnswer) => Canned,
): Promise<Recording> {
  let queue: Canned[] = [];
  let session = 0;
  const send: Send = async (request) => {
    session += 1;
    const next = queue.shift();
    if (next === undefined)
      throw new Error(`example "${example.name}" has fewer answers than its flow has steps`);
    return {
      sent: request.headers,
      connection: connectionOf(next),
      outcome: outcomeOf(
        fillAnswer(next, { id: request.answerTo, session: `example-session-${session}` }),
        request,
      ),
    };
  };
  return replay(example, send, 'http://127.0.0.1:9/mcp', (id) => {
    queue = (example.run[id] ?? []).map(answers);
  });
}

/** What came back, as it came. @param request of which how much of the answer was awaited */
export function outcomeOf(answer: Canned, request: Pick<WireRequest, 'read'>): WireAnswer | Failure {
  if (answer.failure !== null) return { kind: 'failure', ...answer.failure, ms: answer.ms };
  const stream = answer.headers['Content-Type'] === 'text/event-stream';
  const { eventName, event } = answer;
  const text = event === null ? answer.text : `event: ${eventName}\ndata: ${JSON.stringify(event)}\n\n`;
  const reader = new EventReader(() => 1);
  if (stream) reader.push(text);
  return {
    kind: 'answer',
    status: answer.status,
    headers: Object.entries(answer.headers),
    interim: [],
    text,
    bytes: Buffer.byteLength(text),
    truncated: false,
    end: answer.end ?? (stream && request.read === 'headers' ? 'stopped' : 'complete'),
    events: stream ? reader.events : null,
    passedOver: [...reader.passedOver],
    firstByteMs: answer.ms,
    totalMs: answer.ms,
  };
}

export function exampleTarget(url: string, credentials: boolean): Target {
  const headers: HeaderLine[] = credentials ? [['Authorization', 'Bearer example-token']] : [];
  return {
    name: 'example',
    url,
    transport: 'http',
    bareUrl: url,
    shownUrl: url,
    hidden: credentials ? ['authorization'] : [],
    hiddenInUrl: { parameters: [], texts: [] },
    headers,
    configured: headers,
    source: null,
    credentials: credentials ? ['authorization'] : [],
    secrets: credentials ? ['example-token'] : [],
  };
}
