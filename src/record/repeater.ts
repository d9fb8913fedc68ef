import { setTimeout as wait } from 'node:timers/promises';
import type { ClientProfile, Exchange, Flow, RecordedTry, RepeatAsked, Repeats } from '../model.js';
import { planOfTry, profileOfTry, REFERENCE } from '../plan/repeat.js';
import { endOfReplay, replayStep, requestsOf } from '../plan/replay.js';
import { say } from '../say.js';
import { headerOf } from './answer.js';
import { nextMove } from './client.js';
import { isModern } from './eras.js';
import { isSilent } from './match.js';
import type { Ending } from './move.js';
import { answerOf, retryAfterMs } from './reading.js';
import type { Runner } from './runner.js';
import { FAREWELL_MS, INTERRUPTED, LIMITED } from './stops.js';

export interface Repeating {
  asked: RepeatAsked;
  /** Null: the reference client, of the era that the server speaks. */
  profile: ClientProfile | null;
  /** What was silent at every one of the first tries is not waited for any longer. */
  givesUp: boolean;
  /** So many tries are over. */
  onTry?: (done: number, of: number) => void;
}

/** A server is left alone between two tries for as long as the last one took, within these bounds. */
const REST_MS = { least: 5, most: 250 };
/** So many that got no answer, and none that did: more would tell the same. */
const SILENT_TRIES = 3;
const SILENT = say('silent-tries');
/** A limit that ends within this is waited out. */
const LIMIT_MS = 10_000;

interface Tried {
  recorded: RecordedTry;
  ending: Ending;
}

/** Sends whole handshakes, each as another client would: on connections of its own, nothing twice. */
export class Repeater {
  readonly #tries: RecordedTry[] = [];
  #opening: RecordedTry | null = null;
  #stopped: string | null = null;
  #begun = 0;
  #done = 0;
  /** The try whose session is open and kept, by its plan's id. */
  #kept: string | null = null;

  constructor(
    private readonly runner: Runner,
    private readonly repeating: Repeating,
  ) {}

  /** @param era the one that the user asked for */
  async repeat(era: 'auto' | 'legacy' | 'modern'): Promise<Repeats> {
    const { asked, profile: named } = this.repeating;
    const first = named ?? (era === 'modern' ? REFERENCE.modern : REFERENCE.legacy);
    // The first try goes alone: it may show which revision the server speaks.
    const profile = await this.#first(first, named === null && era === 'auto');
    await Promise.all(Array.from({ length: asked.parallel }, () => this.#lane(profile)));
    const last = this.#tries.at(-1);
    if (this.#kept !== null && last !== undefined) await this.#end(last, this.#kept);
    const tries = this.#tries.sort((a, b) => numberOf(a) - numberOf(b));
    return { asked, profile: profile.id, tries, opening: this.#opening, stopped: this.#stopped };
  }

  /** The first try, by a client of the other revision too where this one's hello is refused. */
  async #first(profile: ClientProfile, mayTurn: boolean): Promise<ClientProfile> {
    const tried = await this.#next(profile);
    if (tried === null || !mayTurn) return profile;
    const { outcome, at } = tried.ending;
    if (outcome !== 'refused' || at?.step.name !== 'initialize') return profile;
    const { modern } = REFERENCE;
    const other = await this.#try(modern, 1);
    const [hello] = other.recorded.flow.exchanges;
    const turned = hello !== undefined && isModern(hello);
    this.#opening = turned ? tried.recorded : other.recorded;
    if (turned) this.#tries.splice(0, 1, other.recorded);
    return turned ? modern : profile;
  }

  /** One try after the other, until there are enough. */
  async #lane(profile: ClientProfile): Promise<void> {
    for (;;) {
      const last = this.#tries.at(-1);
      await this.#rest(Math.max(this.repeating.asked.idleMs, last === undefined ? 0 : restAfter(last)));
      if ((await this.#next(profile)) === null) return;
    }
  }

  /** The next try; null where there is none to be sent any more. */
  async #next(profile: ClientProfile): Promise<Tried | null> {
    const { asked, onTry } = this.repeating;
    if (this.#stopped !== null || this.#begun >= asked.tries) return null;
    this.#begun += 1;
    const nth = this.#begun;
    const { signal } = this.runner.options;
    const sent = this.#tries.flatMap(({ flow }) => flow.exchanges);
    const reason = await this.runner.pace.roomFor(requestsOf(profile), sent, signal);
    this.#stopped ??= signal.aborted ? INTERRUPTED : reason;
    if (this.#stopped !== null) return null;
    const tried = await this.#try(profile, nth);
    this.runner.pace.done(requestsOf(profile));
    this.#tries.push(tried.recorded);
    this.#done += 1;
    onTry?.(this.#done, asked.tries);
    if (tried.ending.outcome === 'interrupted') this.#stopped ??= INTERRUPTED;
    if (this.#isSilent()) this.#stopped ??= SILENT;
    if (tried.ending.outcome === 'limited') this.#stopped ??= await this.#afterLimit(tried);
    return tried;
  }

  #isSilent(): boolean {
    const exchanges = this.#tries.flatMap(({ flow }) => flow.exchanges);
    return this.repeating.givesUp && this.#done >= SILENT_TRIES && exchanges.every(isSilent);
  }

  /** One whole handshake. */
  async #try(whole: ClientProfile, nth: number): Promise<Tried> {
    const { reuseSession } = this.repeating.asked;
    const resumes = reuseSession ? this.#kept : null;
    const plan = planOfTry(whole, nth);
    const flow: Flow = { id: plan.id, exchanges: [], ended: 'complete', reason: null };
    const recorded: RecordedTry = { plan, flow, resumes };
    const profile = profileOfTry(whole, { keeps: reuseSession, resumes: resumes !== null });
    const ending = await this.#converse(profile, recorded);
    const worked = ending.outcome === 'connected' || ending.outcome === 'connected-old';
    if (!worked) flow.ended = ending.outcome === 'interrupted' ? 'interrupted' : 'stopped';
    if (!reuseSession) await this.#end(recorded, plan.id);
    else if (worked) this.#kept ??= this.runner.openSessions().includes(plan.id) ? plan.id : null;
    // What was lost is not gone on with: the next try opens another session.
    else this.#kept = null;
    const { redactor } = this.runner.options;
    plan.steps = plan.steps.map((step) => ({ ...step, headers: redactor.lines(step.headers) }));
    return { recorded, ending };
  }

  async #converse(profile: ClientProfile, { plan, flow, resumes }: RecordedTry): Promise<Ending> {
    const { runner } = this;
    const { asked, profile: named } = this.repeating;
    // The reference client sends what the user wants sent, as the matrix does.
    const configured = named === null ? runner.target.headers : runner.target.configured;
    const answers: Exchange[] = [];
    for (;;) {
      const move = nextMove(profile, answers);
      if (move.kind === 'end') return move;
      if (answers.length > 0) await this.#rest(asked.idleMs);
      if (runner.options.signal.aborted) return { kind: 'end', outcome: 'interrupted', at: null };
      if (profile.modern.includes(move.step)) plan.era = 'modern';
      const planned = replayStep(move.step, profile, configured, move.keepsSession);
      if (resumes !== null && planned.session === 'own') planned.session = { flow: resumes };
      plan.steps.push(planned);
      const index = plan.steps.length - 1;
      answers.push(await runner.step(plan, planned, index, flow, null, { once: true }));
    }
  }

  /** Ends a session that the client left open. */
  async #end({ plan, flow }: RecordedTry, owner: string): Promise<void> {
    const { runner } = this;
    if (!runner.openSessions().includes(owner)) return;
    const step = endOfReplay(runner.target, owner);
    plan.steps.push(step);
    const patience = runner.options.signal.aborted ? FAREWELL_MS : null;
    await runner.step(plan, step, plan.steps.length - 1, flow, patience, { once: true });
  }

  /** Why nothing more is sent after a 429, or null: it was waited out. */
  async #afterLimit({ ending: { at } }: Tried): Promise<string | null> {
    const answer = at === null ? null : answerOf(at.exchange);
    const said = answer === null ? null : headerOf(answer.headers, 'retry-after');
    const delay = retryAfterMs(said, Date.now());
    if (delay === null || delay > LIMIT_MS) return LIMITED;
    await this.#rest(delay);
    return null;
  }

  async #rest(ms: number): Promise<void> {
    if (ms > 0) await wait(ms, undefined, { signal: this.runner.options.signal }).catch(() => undefined);
  }
}

function restAfter({ flow: { exchanges } }: RecordedTry): number {
  const took = exchanges.reduce(
    (sum, { outcome }) => sum + (outcome.kind === 'answer' ? outcome.totalMs : outcome.ms),
    0,
  );
  return Math.min(REST_MS.most, Math.max(REST_MS.least, took));
}

function numberOf({ plan }: RecordedTry): number {
  return Number(plan.id.split('/')[1]);
}
