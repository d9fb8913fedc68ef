import type { ProposedEdit, Severity } from '../model.js';
import type { Edit } from './edits.js';

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

/** How the client fared with one version of the entry. */
export interface Trial {
  /** Null: it cannot be told. */
  connects: boolean | null;
  /** It listens on a GET stream; null where it asks for none, or that cannot be told. */
  getStream: boolean | null;
  /** A sentence without its full stop: why it fails, or why it cannot be told. */
  because: string | null;
  failedAt: { step: string; status: number | null } | null;
}

/** One version of the entry: everything that is sent with it, and a way to try it. */
export interface Bench {
  /** All that the client would send, to the letter; null where that cannot be told. */
  wire(proposals: readonly Proposal[]): Promise<string | null>;
  /** The same version is tried once, and remembered. */
  try(proposals: readonly Proposal[]): Promise<Trial>;
}

export interface Proof {
  before: Trial;
  after: Trial;
  /** What became of each proposal, in their order. */
  edits: ProposedEdit[];
  made: Proposal[];
}

type Judged = Pick<ProposedEdit, 'outcome' | 'because' | 'made'>;

/** Alone, each: this many more trials at most. */
const ALONE_AT_MOST = 4;

/**
 * Finds out which edits help one server's client, with few trials: the entry as it is, with all edits, and
 * with all but one. Of edits that do the same, one is kept.
 *
 * @param title the client as people call it
 */
export async function prove(proposals: readonly Proposal[], bench: Bench, title: string): Promise<Proof> {
  const judged = new Map<Proposal, Judged>();
  const tries: Bench['try'] = (some) => bench.try(some);
  const open: Proposal[] = [];
  const asItIs = await bench.wire([]);
  for (const proposal of proposals) {
    if (asItIs !== null && (await changesNothing(proposal, proposals, bench, asItIs))) {
      judged.set(proposal, unsent(proposal, title));
    } else open.push(proposal);
  }
  const before = await tries([]);
  const kept = await weighed(open, before, tries, judged, title);
  const made = proposals.filter((proposal) => judged.get(proposal)?.made === true);
  // What is off the wire was told so one by one; together they are looked at once more.
  const same = (await bench.wire(made)) === (await bench.wire(kept));
  return {
    before,
    after: await tries(same ? kept : made),
    edits: proposals.map((proposal) => proposed(proposal, judged.get(proposal))),
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

function unsent({ touchesWire }: Proposal, title: string): Judged {
  if (touchesWire) {
    return {
      outcome: 'no-effect',
      because: `changes nothing for ${title}: it sends the same with and without it`,
      made: false,
    };
  }
  return { outcome: 'off-wire', because: 'what is sent stays the same', made: true };
}

/** Decides on the edits that change what is sent. @returns those that are made */
async function weighed(
  open: readonly Proposal[],
  before: Trial,
  tries: Bench['try'],
  judged: Map<Proposal, Judged>,
  title: string,
): Promise<Proposal[]> {
  if (open.length === 0) return [];
  const all = await tries(open);
  if (rank(all) === null) {
    for (const proposal of open) judged.set(proposal, unproved(proposal, all));
    return open.filter((proposal) => judged.get(proposal)?.made === true);
  }
  if (isBetter(all, before)) return needed(open, before, tries, judged, title);
  if (rank(before) === null) {
    const because = `does not help: with it ${title} ${fares(all)}${reason(all)}`;
    for (const proposal of open) judged.set(proposal, { outcome: 'no-effect', because, made: false });
    return [];
  }
  return alone(open, before, tries, judged, title);
}

/** Together they help: each is left out once, the least important first, and stays out where it is not missed. */
async function needed(
  open: readonly Proposal[],
  before: Trial,
  tries: Bench['try'],
  judged: Map<Proposal, Judged>,
  title: string,
): Promise<Proposal[]> {
  const goal = await tries(open);
  let kept = [...open];
  for (const proposal of [...open].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])) {
    const others = kept.filter((other) => other !== proposal);
    const without = others.length === 0 ? before : await tries(others);
    if (isBetter(goal, without)) judged.set(proposal, shown(without, goal, title));
    else {
      kept = others;
      judged.set(proposal, {
        outcome: 'no-effect',
        because: `changes nothing for ${title}: without this change it ${fares(without)} just the same`,
        made: false,
      });
    }
  }
  return kept;
}

/** Together they do not help: one may spoil what another mends. */
async function alone(
  open: readonly Proposal[],
  before: Trial,
  tries: Bench['try'],
  judged: Map<Proposal, Judged>,
  title: string,
): Promise<Proposal[]> {
  let [kept, best]: [Proposal[], Trial] = [[], before];
  for (const [index, proposal] of open.entries()) {
    const all = await tries(open);
    // With all of them it is as before, and that is well: none is missed, none spoils anything.
    const settled = rank(all) === rank(before) && (before.connects === true || open.length === 1);
    const trial = settled || index >= ALONE_AT_MOST ? all : await tries([...kept, proposal]);
    if (isBetter(trial, best)) {
      judged.set(proposal, shown(best, trial, title));
      [kept, best] = [[...kept, proposal], trial];
    } else if (isBetter(best, trial)) {
      const because = `with it ${title} ${fares(trial)}${reason(trial)}, without it it ${fares(best)}`;
      judged.set(proposal, { outcome: 'refuted', because, made: false });
    } else judged.set(proposal, useless(trial, title));
  }
  return kept;
}

const WEIGHT: Record<Severity, number> = { note: 0, warning: 1, error: 2 };

/** It was seen to help, or it works with it and nobody could see what happens without. */
function shown(without: Trial, withIt: Trial, title: string): Judged {
  const works = `with it ${title} ${fares(withIt)}`;
  if (rank(without) === null) {
    const because = `${works}; what happens without it cannot be told${reason(without)}`;
    return { outcome: 'not-proved', because, made: true };
  }
  return {
    outcome: 'proved',
    because: `without it ${title} ${fares(without)}${reason(without)}; ${works}`,
    made: true,
  };
}

function unproved({ severity }: Proposal, trial: Trial): Judged {
  return {
    outcome: 'not-proved',
    because: trial.because ?? 'it could not be tried',
    // What is known to break a client is mended also where nobody can watch.
    made: severity === 'error',
  };
}

function useless(trial: Trial, title: string): Judged {
  const because =
    trial.connects === true
      ? `changes nothing for ${title}: it ${fares(trial)} with and without it`
      : `does not help: ${title} ${fares(trial)} with and without it${reason(trial)}`;
  return { outcome: 'no-effect', because, made: false };
}

/** How far the client comes, as a number; null where it cannot be told. */
function rank({ connects, getStream }: Trial): number | null {
  if (connects === null) return null;
  if (!connects) return 0;
  return getStream === false ? 1 : 2;
}

/** What can be told is better than what cannot, when it is well. */
function isBetter(one: Trial, other: Trial): boolean {
  const [a, b] = [rank(one), rank(other)];
  if (a === null) return false;
  return b === null ? a > 0 : a > b;
}

function fares({ connects, getStream, failedAt }: Trial): string {
  if (connects === true) return getStream === false ? 'connects without its GET stream' : 'connects';
  if (failedAt === null) return 'fails';
  const status = failedAt.status === null ? '' : ` (${failedAt.status})`;
  return `fails at ${failedAt.step}${status}`;
}

function reason({ because }: Trial): string {
  return because === null ? '' : `: ${because}`;
}

function proposed(proposal: Proposal, judged: Judged | undefined): ProposedEdit {
  const { rule, server, line, column, what, edits } = proposal;
  const made = judged ?? { outcome: 'not-proved' as const, because: 'it was not tried', made: false };
  return {
    rule,
    server,
    line,
    column,
    what,
    changes: edits.map(changeOf),
    ...made,
  };
}

function changeOf(edit: Edit): ProposedEdit['changes'][number] {
  if ('key' in edit) return { do: 'rename', path: edit.path, value: edit.key };
  const { path, value } = edit;
  return value === undefined ? { do: 'remove', path, value: null } : { do: 'set', path, value };
}
