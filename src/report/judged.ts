import type { Compiled, CompiledRule } from '../judge/engine.js';
import { judge } from '../judge/engine.js';
import { judgeTraffic } from '../judge/traffic.js';
import type {
  Configuration,
  FailOn,
  Knowledge,
  NotJudged,
  Recording,
  Report,
  RulesetId,
  TargetReport,
  TrafficRule,
} from '../model.js';
import { observe } from '../observe/observe.js';
import { observeTraffic } from '../observe/traffic.js';
import { stableTargets } from '../stableId.js';
import { TOOL } from '../tool.js';
import { assemble, type Recognisable } from './assemble.js';
import { exitCodeFor } from './exitCode.js';

/** By what recordings are judged: rules, what is recognised, and what is known of clients. */
export interface JudgedBy extends Recognisable, Knowledge {
  rules: readonly CompiledRule[];
  /** About clients that were listened to. */
  trafficRules: readonly Compiled<TrafficRule>[];
}

/** Does a piece of work; null where it did not end in time. */
export type Bounded = <T>(work: () => T) => { value: T } | null;

const TOOK_TOO_LONG: NotJudged = {
  reason: 'unclear',
  title: 'the answers could not be judged in time',
  detail: 'What this server sends is so large, or so odd, that judging it did not end.',
  whatToDo: [
    'Probe with --quick: fewer answers are judged.',
    'Keep what came with --record FILE and report it: no answer should take so long.',
  ],
};

/** Recordings in, report out. No network, no files, no clock. */
export function judged(
  recordings: readonly Recording[],
  by: JudgedBy,
  { ruleset, failOn }: { ruleset: RulesetId; failOn: FailOn },
  configuration: Configuration | null,
  bounded: Bounded,
): Report {
  const rules = by.rules.map(({ rule }) => rule);
  const names = stableTargets(recordings.map(({ target }) => target));
  const reportOf = (recording: Recording, at: number, verdictsOf: typeof judge): TargetReport => {
    const observation = observe(recording);
    const verdicts = verdictsOf(by.rules, observation);
    const heard = observeTraffic(recording);
    const traffic =
      heard === null ? null : { observation: heard, verdicts: judgeTraffic(by.trafficRules, heard) };
    return assemble(
      recording,
      observation,
      { ruleset, rules, verdicts, traffic },
      by,
      by,
      names[at] ?? recording.target.name,
    );
  };
  const targets = recordings.map((recording, at) => {
    const inTime = bounded(() => reportOf(recording, at, judge));
    if (inTime !== null) return inTime.value;
    const nothing = { ...recording, flows: [], replays: [] };
    return { ...reportOf(nothing, at, () => []), notJudged: TOOK_TOO_LONG, diagnosis: null };
  });
  return {
    tool: TOOL.name,
    version: TOOL.version,
    ruleset,
    exitCode: exitCodeFor(targets, failOn),
    configuration,
    targets,
    accepted: [],
    outdated: [],
  };
}
