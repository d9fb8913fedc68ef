import type { ProposedEdit, Severity } from '../../model.js';
import { say } from '../../say.js';
import type { Edit } from '../edits/edits.js';
import { type Judged, refuted, shown, spared, unproved, unsent, useless } from './judged.js';
import { isSameHost } from './sameHost.js';
import { fares, isBetter, rank, reason, type Trial } from './trial.js';

/** What is changed, in words and in the words of the file. One thing may take two edits. */
export interface Suggestion {
  what: string;
  edits: Edit[];
}

/** An edit that might help, before anybody knows. */
export interface Proposal extends Suggestion {
  rule: string;
  severity: Severity;
  server: string;
  line: number;
  column: number;
  /** It is meant to change what is sent. */
  touchesWire: boolean;
}

/** One version of the entry: everything that is sent with it, and a way to try it. */
export interface Bench {
  /** All that the client would send, to the letter; null where that cannot be told. */
  wire(proposals: readonly Proposal[]): Promise<string | null>;
  /** The host that it is sent to; null where that cannot be told. */
  host(proposals: readonly Proposal[]): Promise<string | null>;
  /** The same version is tried once, and remembered. */
  try(proposals: readonly Proposal[]): Promise<Trial>;
}

export interface Proof {
  before: Trial;
  after: Trial;
  /** What became of the proposals, in their order; one that was never needed is not among them. */
  edits: ProposedEdit[];
  made: Proposal[];
}

interface Run {
  bench: Bench;
  /** The client as people call it. */
  title: string;
  /** Null: nothing is to be said of it. */
  judged: Map<Proposal, Judged | null>;
}

/** Alone, each: this many more trials at most. */
const ALONE_AT_MOST = 4;

/**
 * Finds out which edits help one server's client, with few trials: the entry as it is, with all edits, and
 * with all but one. Of edits that do the same, one is kept.
 *
 * @param title the client as people call it
 */
export async function prove(proposals: readonly Proposal[], bench: Bench, title: string): Promise<Proof> {
  const run: Run = { bench, title, judged: new Map() };
  const open: Proposal[] = [];
  const asItIs = await bench.wire([]);
  for (const proposal of proposals) {
    const silent = asItIs !== null && (await changesNothing(proposal, proposals, bench, asItIs));
    if (silent) run.judged.set(proposal, unsent(proposal, title));
    else open.push(proposal);
  }
  const before = await bench.try([]);
  const base = await moved(open, before, run);
  const kept = await weighed(
    open.filter((proposal) => !run.judged.has(proposal)),
    base,
    run,
  );
  await confirmMove(base, kept, run);
  const made = proposals.filter((proposal) => run.judged.get(proposal)?.made === true);
  // What is off the wire was told so one by one; together they are looked at once more.
  const same = (await bench.wire(made)) === (await bench.wire(kept));
  return {
    before,
    after: await bench.try(same ? kept : made),
    edits: proposals.flatMap((proposal) => proposed(proposal, run.judged.get(proposal))),
    made,
  };
}

/** Neither alone nor beside the others does it change what is sent. */
async function changesNothing(
  proposal: Proposal,
  all: readonly Proposal[],
  bench: Bench,
  asItIs: string,
): Promise<boolean> {
  if ((await bench.wire([proposal])) !== asItIs) return false;
  const others = all.filter((other) => other !== proposal);
  return others.length === 0 || (await bench.wire(all)) === (await bench.wire(others));
}

/**
 * Another name of this machine is of use only where nothing answers at the one that stands there. Another
 * machine is never tried.
 * @returns the edit that reaches a server, for the others to be tried on top of it
 */
async function moved(open: readonly Proposal[], before: Trial, { bench, judged }: Run): Promise<Proposal[]> {
  const host = await bench.host([]);
  let base: Proposal[] = [];
  for (const proposal of open) {
    const elsewhere = await bench.host([proposal]);
    if (host === null || elsewhere === null || elsewhere === host) continue;
    const mayBeTried = before.reached === false && isSameHost(host, elsewhere);
    if (!mayBeTried || base.length > 0) judged.set(proposal, null);
    else if ((await bench.try([proposal])).reached !== true) {
      judged.set(proposal, {
        outcome: 'no-effect',
        because: say('nothing-there-either'),
        made: false,
      });
    } else {
      base = [proposal];
      judged.set(proposal, {
        outcome: 'proved',
        because: say('server-there', { why: reason(before) }),
        made: true,
      });
    }
  }
  return base;
}

/** What answers at another address may be something else: only a client that connects proves the move. */
async function confirmMove(
  base: readonly Proposal[],
  kept: readonly Proposal[],
  { bench, title, judged }: Run,
): Promise<void> {
  const trial = await bench.try(kept);
  for (const proposal of trial.connects === true ? [] : base) {
    const why = reason(trial);
    const because =
      trial.connects === null
        ? say('there-untold', { client: title, why })
        : say('there-fails', { client: title, fares: fares(trial), why });
    judged.set(proposal, { outcome: 'not-proved', because, made: false });
  }
}

/** Decides on the edits that change what is sent. @returns those that are made, the base among them */
async function weighed(open: readonly Proposal[], base: Proposal[], run: Run): Promise<Proposal[]> {
  if (open.length === 0) return base;
  const { bench, judged } = run;
  const before = await bench.try(base);
  const all = await bench.try([...base, ...open]);
  if (isBetter(all, before)) return needed(open, base, run);
  if (rank(all) !== null || rank(before) !== null) return alone(open, base, run);
  for (const proposal of open) judged.set(proposal, unproved(proposal, all));
  return [...base, ...open.filter((proposal) => judged.get(proposal)?.made === true)];
}

/** Together they help: each is left out once, the least important first, and stays out where it is not missed. */
async function needed(open: readonly Proposal[], base: Proposal[], run: Run): Promise<Proposal[]> {
  const { bench, judged, title } = run;
  let kept = [...open];
  let goal = await bench.try([...base, ...kept]);
  for (const proposal of [...open].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])) {
    const others = kept.filter((other) => other !== proposal);
    const without = await bench.try([...base, ...others]);
    if (isBetter(goal, without)) judged.set(proposal, shown(without, goal, title));
    else {
      judged.set(proposal, spared(goal, without, title));
      [kept, goal] = [others, without];
    }
  }
  return [...base, ...kept];
}

/** Together they do not help: one may spoil what another mends. */
async function alone(open: readonly Proposal[], base: Proposal[], run: Run): Promise<Proposal[]> {
  const { bench, judged, title } = run;
  const all = await bench.try([...base, ...open]);
  let [kept, best] = [base, await bench.try(base)];
  // With all of them it is as before: none is missed or spoils what is well; one alone has been tried; and
  // what answers nothing is left in peace.
  const same = rank(all) === rank(best);
  const settled = same && (best.connects === true || open.length === 1 || all.reached === false);
  for (const [index, proposal] of open.entries()) {
    const trial = settled || index >= ALONE_AT_MOST ? all : await bench.try([...kept, proposal]);
    if (isBetter(trial, best)) {
      judged.set(proposal, shown(best, trial, title));
      [kept, best] = [[...kept, proposal], trial];
    } else if (rank(trial) === null) {
      // A client that fails as it stands cannot fare worse; one that connects is left in peace.
      const made = best.connects === false && unproved(proposal, trial).made;
      judged.set(proposal, { ...unproved(proposal, trial), made });
      if (made) kept = [...kept, proposal];
    } else if (isBetter(best, trial)) judged.set(proposal, refuted(best, trial, title));
    else judged.set(proposal, useless(best, trial, title));
  }
  return kept;
}

const WEIGHT: Record<Severity, number> = { note: 0, warning: 1, error: 2 };

function proposed(proposal: Proposal, judged: Judged | null | undefined): ProposedEdit[] {
  if (judged === null) return [];
  const { rule, server, line, column, what, edits } = proposal;
  const untried: Judged = { outcome: 'not-proved', because: say('was-not-tried'), made: false };
  return [{ rule, server, line, column, what, changes: edits.flatMap(changesOf), ...(judged ?? untried) }];
}

function changesOf(edit: Edit): ProposedEdit['changes'] {
  if ('plain' in edit) return [];
  if ('key' in edit) return [{ do: 'rename', path: edit.path, value: edit.key }];
  const { path, value } = edit;
  return [value === undefined ? { do: 'remove', path, value: null } : { do: 'set', path, value }];
}
