import type { Era, FlowPlan, Shape, StepPlan } from '../model.js';
import { say } from '../say.js';
import { flow } from './cells.js';
import { BOTH } from './matrix.js';
import { end, hello, list, open, withHeader } from './requests.js';

/** `Accept` values that mean the same as another, or almost: name, value, what they test. */
const SPELLINGS: readonly [name: string, accept: string | string[]][] = [
  ['accept-reversed', 'text/event-stream, application/json'],
  ['accept-upper-case', 'APPLICATION/JSON, TEXT/EVENT-STREAM'],
  ['accept-weights', 'application/json;q=0.9, text/event-stream;q=0.8'],
  ['accept-json-q0', 'application/json;q=0, text/event-stream'],
  ['accept-sse-q0', 'application/json, text/event-stream;q=0'],
  ['accept-two-lines', ['application/json', 'text/event-stream']],
  ['accept-ranges', 'application/*, text/*'],
  // Reported of Google Antigravity: a second type that no server offers.
  ['accept-mcp-json', 'application/json, application/mcp+json'],
  ['accept-look-alike', 'application/jsonx, text/event-streamx'],
];

const EVIL = 'https://mcp-accept.invalid';

/** Everything else: what is known to upset real servers carries a risk and comes last. */
export function planThorough(era: Era, shape: Shape): FlowPlan[] {
  if (shape.oneSession) return [];
  const ending = era === 'legacy' && shape.stateful ? [end()] : [];
  const one = (name: string, step: StepPlan, changes: Partial<FlowPlan> = {}): FlowPlan =>
    flow(era, name, [step, ...ending], changes);
  const calm = [
    ...SPELLINGS.map(([name, accept]) => one(name, hello(era, accept))),
    one('origin', withHeader(hello(era), 'Origin', EVIL)),
    one('trailing-slash', hello(era, BOTH, { path: '{path}/' })),
    one('wrong-content-type', withHeader(hello(era), 'Content-Type', 'text/plain')),
  ];
  return [...calm, ...(era === 'legacy' ? [batch(shape)] : []), risky(era)];
}

function batch(shape: Shape): FlowPlan {
  const ping = { jsonrpc: '2.0', id: '{id}', method: 'ping' };
  const step: StepPlan = { ...list('legacy'), name: 'other', body: [ping] };
  return flow('legacy', 'batch', shape.stateful ? [...open(), step, end()] : [step], {
    risk: 'upsets-session',
    upsets: say('batch-upsets'),
  });
}

function risky(era: Era): FlowPlan {
  const preflight: StepPlan = {
    name: 'options',
    role: 'subject',
    only: 'always',
    method: 'OPTIONS',
    path: null,
    headers: [
      ['Origin', EVIL],
      ['Access-Control-Request-Method', 'POST'],
      ['Access-Control-Request-Headers', 'content-type,mcp-session-id,mcp-protocol-version,authorization'],
    ],
    body: null,
    session: 'none',
    credentials: false,
    read: 'answer',
  };
  return flow(era, 'cors-preflight', [preflight], {
    risk: 'upsets-server',
    alone: true,
    upsets: say('options-upset'),
  });
}
