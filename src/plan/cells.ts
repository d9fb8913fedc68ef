import type { Era, FlowPlan, Shape, StepPlan } from '../model.js';
import { ACCEPT_CELLS, BOTH } from './matrix.js';
import { end, hello, initialized, list, withId } from './requests.js';

const PLAIN = {
  cell: null,
  risk: 'none',
  needs: [],
  alone: false,
  upsets: null,
} satisfies Partial<FlowPlan>;

/** A flow of an era with the ordinary values filled in. */
export function flow(era: Era, name: string, steps: StepPlan[], changes: Partial<FlowPlan> = {}): FlowPlan {
  return { ...PLAIN, id: `${era}/${name}`, kind: 'around', era, steps, ...changes };
}

/** The modern hello, as a client that knows both eras sends it. */
export function planDetect(): FlowPlan {
  return flow('modern', 'discover', [hello('modern')], { kind: 'detect', alone: true });
}

/** On 400, 404 or 405 to both hellos: is this the old HTTP+SSE transport? */
export function planLegacySse(): FlowPlan {
  const stream: StepPlan = {
    name: 'get',
    role: 'subject',
    only: 'always',
    method: 'GET',
    path: null,
    headers: [['Accept', 'text/event-stream']],
    body: null,
    session: 'none',
    credentials: true,
    read: 'first-event',
  };
  return flow('legacy', 'http-sse', [stream], { kind: 'detect', alone: true });
}

/**
 * What a correct client does, and the cell `both`: the others are compared with it. Its session stays open.
 * The notification is sent without a session too: every client sends it.
 */
export function planControl(era: Era): FlowPlan {
  const steps =
    era === 'legacy' ? [hello(era), initialized({ only: 'always' }), list(era)] : [hello(era), list(era)];
  return flow(era, 'both', steps, { kind: 'control', cell: 'both', alone: true });
}

/** A second hello beside the first: may sessions stand side by side? Its session stays open too. */
export function planSecondHello(era: Era, stateful: boolean): FlowPlan {
  return flow(era, 'second-hello', stateful ? [hello(era), initialized()] : [hello(era)], { alone: true });
}

/** An id that no other request of a run has. */
const SAME_ID = 900_000_001;

/**
 * Two clients at once, with requests of the same JSON-RPC id, as clients that count from one send them: where
 * one transport serves everybody, an answer goes to the wrong one, or nowhere.
 */
export function planTwoAtOnce(era: Era, stateful: boolean): FlowPlan {
  const sessions: StepPlan['session'][] = stateful
    ? [{ flow: `${era}/both` }, { flow: `${era}/second-hello` }]
    : ['none', 'none'];
  const steps = sessions.map((session) => withId(list(era, BOTH, { session }), SAME_ID));
  return flow(era, 'two-at-once', steps, { alone: true });
}

/** Sent when something has failed: does a correct request still get its answer? */
export function planStillAlive(era: Era, shape: Shape, name: string): FlowPlan {
  if (shape.oneSession) {
    return flow(era, name, [list(era, BOTH, { session: { flow: `${era}/both` } })], { alone: true });
  }
  return flow(era, name, era === 'legacy' ? [hello(era), end()] : [hello(era)], { alone: true });
}

/** After `server/discover`: does `initialize` still work? */
export function planAfterDiscover(name: string, shape: Shape): FlowPlan {
  return { ...planStillAlive('legacy', shape, name), kind: 'control-again' };
}

/** The flow in which a second user opens a session, where there is one: nobody else ends that. */
export const SECOND_USER = 'isolation-second';

/** Ends the session of another flow. */
export function planEnd(flowId: string): FlowPlan {
  const name = `${flowId.slice(flowId.indexOf('/') + 1)}-end`;
  const step = end({ session: { flow: flowId }, only: 'always' });
  return flow('legacy', name, [flowId === `legacy/${SECOND_USER}` ? { ...step, user: 'second' } : step]);
}

/** Ends the two sessions that were opened side by side, at once. */
export function planEndOfBoth(): FlowPlan {
  const sessions = [{ flow: 'legacy/both' }, { flow: 'legacy/second-hello' }];
  const steps = sessions.map((session) => end({ session, only: 'always' }));
  return flow('legacy', 'sessions-end', steps, { alone: true });
}

/** The only session of a server that allows no other, ended last of all. */
export function planEndOfOnly(): FlowPlan {
  const step = end({ session: { flow: 'legacy/both' }, only: 'always', role: 'subject' });
  return flow('legacy', 'only-session-end', [step], { alone: true });
}

/** After the only session was ended: is the server free again? The session that this opens is ended too. */
export function planFreed(): FlowPlan {
  return flow('legacy', 'freed', [hello('legacy'), end()], {
    kind: 'control-again',
    alone: true,
    needs: [{ flow: 'legacy/only-session-end', must: 'end-its-session' }],
  });
}

/** The cells that vary `Accept`, and the one without credentials. */
export function planCells(era: Era, shape: Shape): FlowPlan[] {
  const cells = ACCEPT_CELLS.map((cell) => {
    const options = { kind: 'cell', cell: cell.id } as const;
    if (shape.oneSession) return flow(era, cell.id, insideControl(cell.accept), options);
    return flow(era, cell.id, acceptSteps(era, cell.accept, shape.stateful), options);
  });
  return shape.credentials ? [...cells, planNoAuth(era)] : cells;
}

/** Hello and list with the cell's `Accept`; a session that the hello did not open is opened properly. */
function acceptSteps(era: Era, accept: string | null, stateful: boolean): StepPlan[] {
  if (!stateful) return [hello(era, accept), list(era, accept)];
  return [
    hello(era, accept),
    hello(era, BOTH, { role: 'setup', only: 'without-session' }),
    initialized(),
    list(era, accept),
    end(),
  ];
}

/** One session in all: the list in the control's session, then the control's own list again. */
function insideControl(accept: string | null): StepPlan[] {
  const session = { flow: 'legacy/both' };
  return [list('legacy', accept, { session }), list('legacy', BOTH, { session, role: 'setup' })];
}

function planNoAuth(era: Era): FlowPlan {
  return flow(era, 'no-auth', [hello(era, BOTH, { credentials: false }), end()], {
    kind: 'cell',
    cell: 'no-auth',
  });
}

/** The control once more: is the server still what it was? A failure is believed when it is repeated. */
export function planControlAgain(era: Era, shape: Shape, name: string): FlowPlan {
  const options = { kind: 'control-again', alone: true } as const;
  if (shape.oneSession) {
    return flow(era, name, [list(era, BOTH, { session: { flow: 'legacy/both' } })], options);
  }
  if (era === 'modern' || !shape.stateful) return flow(era, name, [hello(era), list(era)], options);
  return flow(era, name, [hello(era), initialized(), list(era), end()], options);
}

/** Up to `count` requests of a correct client, to see how the server says that it is enough. */
export function planBurst(era: Era, shape: Shape, count: number): FlowPlan {
  const session = shape.oneSession ? { flow: 'legacy/both' } : ('own' as const);
  const opening = shape.stateful && !shape.oneSession && era === 'legacy';
  const steps = [
    ...(opening ? [hello(era, BOTH, { role: 'setup' }), initialized()] : []),
    ...Array.from({ length: count }, () => list(era, BOTH, { session: era === 'legacy' ? session : 'none' })),
    ...(opening ? [end()] : []),
  ];
  return flow(era, 'rate-limited', steps, { kind: 'cell', cell: 'rate-limited', alone: true });
}
