import type { ClientProfile, FlowPlan, Replay, StepPlan, Target } from '../model.js';
import type { Send } from '../net/wire.js';
import { opensTwoStreams, replayPlan } from '../plan/replay.js';
import { inTurn } from './inTurn.js';
import { Redactor } from './redact.js';
import { Replayer, type ReplayLimits } from './replayer.js';
import { Runner } from './runner.js';

export interface ReplayOptions {
  /** Per exchange, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Also the clients that open two GET streams. */
  thorough: boolean;
  /** Never again without a configured header that gets in the way: the caller tries that itself. */
  asConfiguredOnly?: true;
  /** The last that was sent to this server was a DELETE. */
  afterDelete?: boolean;
  onStep?: (flow: FlowPlan, step: StepPlan) => void;
  redactor?: Redactor;
}

/**
 * Sends what each client sends, one client after the other, until it has connected or given up. Never an OAuth
 * step; every session is ended. Never throws for what a server does.
 * @param target its `configured` headers go through each client's own merging
 */
export async function replayClients(
  target: Target,
  send: Send,
  profiles: readonly ClientProfile[],
  options: ReplayOptions,
): Promise<Replay[]> {
  const { onStep = () => {}, redactor = new Redactor(target) } = options;
  const runner = new Runner(target, send, { ...options, redactor, onStep });
  return replayAll(profiles, runner, { ...options, width: 1, stopped: null });
}

/** The same by a runner that has sent other flows before. Those that open two GET streams come last. */
export async function replayAll(
  profiles: readonly ClientProfile[],
  runner: Runner,
  limits: ReplayLimits,
): Promise<Replay[]> {
  const replayer = new Replayer(runner, limits);
  const inOrder = [
    ...profiles.filter((profile) => !opensTwoStreams(profile)),
    ...profiles.filter(opensTwoStreams),
  ];
  const byPlan = new Map(inOrder.map((profile) => [replayPlan(profile), profile]));
  const done = new Map<ClientProfile, Replay[]>();
  await inTurn([...byPlan.keys()], limits.width, async (plan) => {
    const profile = byPlan.get(plan);
    if (profile !== undefined) done.set(profile, await replayer.replay(profile, plan));
  });
  return inOrder.flatMap((profile) => done.get(profile) ?? []);
}
