import type { AnswerMatch, ClientStep, HeaderLine, Json, Occasion } from '../model.js';
import { occasionOf } from '../plan/occasion.js';

/** One request of a live client, as the recording server took it down, and what it got. */
export interface RecordedRequest {
  /** The recorder's behaviour that it met: `headers`, `all-406-text`; empty: the plain one. */
  behaviour: string;
  method: string;
  /** Without the query; null for the endpoint itself. */
  path: string | null;
  /** Raw lines in wire order. */
  headers: HeaderLine[];
  /** Null where there is none, or none that is JSON. */
  body: Json;
  answer: RecordedAnswer;
}

export interface RecordedAnswer {
  /** 0 as long as there is none. */
  status: number;
  body: NonNullable<AnswerMatch['body']>[number];
  /** It carries a JSON-RPC result. */
  result: boolean;
  /** The session that it issued. */
  session: string | null;
  /** The `protocolVersion` of its result. */
  version: string | null;
}

const BY_METHOD = new Map(
  Object.entries<ClientStep['name']>({
    'server/discover': 'discover',
    initialize: 'initialize',
    'notifications/initialized': 'initialized',
    'subscriptions/listen': 'listen',
    'tools/list': 'tools/list',
    'prompts/list': 'prompts/list',
    'resources/list': 'resources/list',
    'resources/templates/list': 'resources/templates/list',
    ping: 'ping',
  }),
);

/** The step of a profile that a request is, or null for what no profile holds: tool calls, authorization. */
export function stepName(request: RecordedRequest, afterHello: boolean): ClientStep['name'] | null {
  if (isMetadata(request)) return null;
  switch (request.method) {
    case 'GET':
      return afterHello ? 'get' : 'preflight';
    case 'HEAD':
      return 'head';
    case 'DELETE':
      return 'delete';
    case 'POST':
      return request.path === null ? (BY_METHOD.get(rpcMethod(request) ?? '') ?? null) : null;
    default:
      return null;
  }
}

/** The JSON-RPC method of a POST, or null. */
export function rpcMethod({ body }: RecordedRequest): string | null {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return null;
  return typeof body['method'] === 'string' ? body['method'] : null;
}

/** It looks for an authorization server. */
export function isMetadata({ path }: RecordedRequest): boolean {
  return path?.includes('/.well-known/') ?? false;
}

export function isHello(request: RecordedRequest): boolean {
  return ['server/discover', 'initialize'].includes(rpcMethod(request) ?? '');
}

/** A request of a conversation and the step that it is. */
export interface RecordedStep {
  name: ClientStep['name'];
  request: RecordedRequest;
}

/**
 * The first conversation with one behaviour, step by step: what comes after the lists until the client
 * says hello again.
 */
export function conversation(requests: readonly RecordedRequest[], behaviour: string): RecordedStep[] {
  const steps: RecordedStep[] = [];
  let greeted = false;
  for (const request of requests.filter((one) => one.behaviour === behaviour)) {
    if (isHello(request) && has(steps, 'tools/list')) break;
    greeted ||= isHello(request);
    const name = stepName(request, greeted);
    if (name === null) continue;
    steps.push({ name: name === 'preflight' && has(steps, name) ? 'preflight-again' : name, request });
  }
  return steps;
}

export function has(steps: readonly RecordedStep[], name: ClientStep['name']): boolean {
  return steps.some((step) => step.name === name);
}

/** The same of a recorded step; null where profiles keep none: beside the endpoint, and of a HEAD, which would pass for the GET. */
export function occasionOfStep({ name, request }: RecordedStep): Occasion | null {
  return request.path !== null || name === 'head' ? null : occasionOf(name);
}
