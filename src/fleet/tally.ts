import { ERAS } from '../eras.js';
import { EXIT } from '../errors.js';
import { bySeverity } from '../judge/severity.js';
import type { FleetCause, FleetLine, FleetReport, FleetState, FleetVerdict, Stance } from '../model.js';

/** Examples that are kept of a cause. */
const EXAMPLES = 20;
/** The first that applies, as for one report (`report/exitCode.ts`). */
const WORST: readonly number[] = [EXIT.interrupted, EXIT.usage, EXIT.findings, EXIT.notJudged];

/** What lines add up to. */
export type Tallied = Pick<
  FleetReport,
  'targets' | 'verdicts' | 'states' | 'causes' | 'rules' | 'stances' | 'requests' | 'exitCode'
>;

export interface Tally {
  add(line: FleetLine): void;
  /** The same whatever the order of the lines. */
  sum(): Tallied;
}

/** Counts lines, and keeps none of them but a few examples for each cause. */
export function createTally(): Tally {
  const verdicts: Record<FleetVerdict, number> = { connects: 0, refused: 0, unreachable: 0, unclear: 0 };
  const states: Record<FleetState, number> = { good: 0, doubtful: 0, bad: 0 };
  const causes = new Map<string, FleetCause>();
  const rules = new Map<string, FleetReport['rules'][number]>();
  const stances = new Map<string, FleetReport['stances'][number]>();
  const codes = new Set<number>();
  let targets = 0;
  let requests = 0;

  return {
    add(line) {
      targets += 1;
      requests += line.requests;
      verdicts[line.verdict] += 1;
      states[line.state] += 1;
      codes.add(line.exitCode);
      addCause(causes, line);
      for (const { rule, severity } of line.findings) {
        counted(rules, `${severity} ${rule}`, { rule, severity, targets: 0 });
      }
      for (const era of ERAS) {
        const stance: Stance | null = line.stance[era];
        if (stance !== null) counted(stances, `${era} ${stance}`, { era, stance, targets: 0 });
      }
    },
    sum: () => ({
      targets,
      requests,
      verdicts: { ...verdicts },
      states: { ...states },
      causes: [...causes.values()].sort(
        (a, b) => order(a.state, b.state) || b.targets - a.targets || order(a.cause, b.cause),
      ),
      rules: [...rules.values()].sort(
        (a, b) => bySeverity(a, b) || b.targets - a.targets || order(a.rule, b.rule),
      ),
      stances: [...stances.values()].sort(
        (a, b) => order(a.era, b.era) || b.targets - a.targets || order(a.stance, b.stance),
      ),
      exitCode: worstOf(codes),
    }),
  };
}

/** The exit code of all that have these. */
export function worstOf(codes: Iterable<number>): number {
  const all = new Set(codes);
  return WORST.find((code) => all.has(code)) ?? EXIT.clean;
}

function counted<T extends { targets: number }>(all: Map<string, T>, key: string, first: T): void {
  const found = all.get(key) ?? first;
  found.targets += 1;
  all.set(key, found);
}

/** A cause is told in the words of its first example in the order of the alphabet. */
function addCause(causes: Map<string, FleetCause>, line: FleetLine): void {
  const { cause, state, title, fault, target } = line;
  if (state === 'good' || cause === null) return;
  const key = `${state} ${cause}`;
  const found = causes.get(key) ?? { cause, state, targets: 0, title, fault, do: line.do, examples: [] };
  found.targets += 1;
  const { examples } = found;
  const at = examples.findIndex((other) => target < other);
  if (at >= 0) examples.splice(at, 0, target);
  else if (examples.length < EXAMPLES) examples.push(target);
  examples.length = Math.min(examples.length, EXAMPLES);
  if (examples[0] === target) Object.assign(found, { title, fault, do: line.do });
  causes.set(key, found);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
