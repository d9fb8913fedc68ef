import { inOrder } from '../diagnose/diagnose.js';
import { UserError } from '../errors.js';
import {
  builtinDiagnoses,
  builtinFingerprints,
  builtinRules,
  builtinTrafficRules,
} from '../judge/builtin.js';
import { type CompiledRule, judge } from '../judge/engine.js';
import { judgeTraffic } from '../judge/traffic.js';
import { TookTooLong, within } from '../judge/within.js';
import type {
  ClientProfile,
  Configuration,
  FailOn,
  Knowledge,
  NotJudged,
  Recording,
  Report,
  RulesetId,
  TargetReport,
} from '../model.js';
import { observe } from '../observe/observe.js';
import { observeTraffic } from '../observe/traffic.js';
import { loadProfiles } from '../plan/profiles.js';
import { assemble } from '../report/assemble.js';
import { loadFormats } from '../targets/config/formats.js';
import { TOOL } from '../tool.js';
import { exitCodeFor } from './exitCode.js';

export const [diagnoses, fingerprints, trafficRules] = await Promise.all([
  builtinDiagnoses().then(inOrder),
  builtinFingerprints(),
  builtinTrafficRules(),
]);

/**
 * The rules of this package and a user's own.
 * @throws {UserError} for a file that is not a rule, or an id that is taken
 */
export async function rulesFor(dir: string | null): Promise<CompiledRule[]> {
  const builtin = await builtinRules();
  if (dir === null) return builtin;
  const { loadRules } = await import('../judge/load.js');
  const own = await loadRules(dir);
  const taken = own.find(({ rule }) => builtin.some((other) => other.rule.id === rule.id));
  if (taken !== undefined) {
    throw new UserError('this rule id is taken by a built-in rule', {
      where: `${dir}/${taken.rule.id}.json`,
      whatToDo: 'give your rule another id, and its file the same name',
    });
  }
  return [...builtin, ...own];
}

const NOTHING: Knowledge = { profiles: [], formats: [] };

/**
 * What is known of clients; their formats are read only where a recording speaks of one.
 * @param replayed the profiles that are at hand already, one of the user's own among them
 */
export async function knowledgeFor(
  recordings: readonly Recording[],
  replayed: readonly ClientProfile[] = [],
): Promise<Knowledge> {
  const asked = recordings.map((recording) => recording.asked);
  const [profiles, formats] = await Promise.all([
    loadProfiles(),
    asked.some(({ client, clients }) => client !== null || clients.length > 0) ? loadFormats() : [],
  ]);
  const others = profiles.filter(({ id }) => replayed.every((one) => one.id !== id));
  return { profiles: [...others, ...replayed], formats };
}

/** All that may come in is bounded, so a judgement takes a second or two at most, also on a busy machine. */
const JUDGING_MS = 30_000;

const TOOK_TOO_LONG: NotJudged = {
  reason: 'unclear',
  title: 'the answers could not be judged in time',
  detail: 'What this server sends is so large, or so odd, that judging it did not end.',
  whatToDo: [
    'Probe with --quick: fewer answers are judged.',
    'Keep what came with --record FILE and report it: no answer should take so long.',
  ],
};

/** Recordings in, report out: what `probe` and `check` have in common. No network, no clock. */
export function reportOn(
  recordings: readonly Recording[],
  rules: readonly CompiledRule[],
  { ruleset, failOn }: { ruleset: RulesetId; failOn: FailOn },
  configuration: Configuration | null = null,
  knowledge: Knowledge = NOTHING,
  judgingMs = JUDGING_MS,
): Report {
  const judged = (recording: Recording, verdictsOf: typeof judge): TargetReport => {
    const observation = observe(recording);
    const verdicts = verdictsOf(rules, observation);
    const heard = observeTraffic(recording);
    const traffic =
      heard === null ? null : { observation: heard, verdicts: judgeTraffic(trafficRules, heard) };
    return assemble(
      recording,
      observation,
      { ruleset, rules: rules.map(({ rule }) => rule), verdicts, traffic },
      knowledge,
      { diagnoses, fingerprints },
    );
  };
  const targets = recordings.map((recording) => {
    try {
      return within(judgingMs, () => judged(recording, judge));
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
      const nothing = { ...recording, flows: [], replays: [] };
      return { ...judged(nothing, () => []), notJudged: TOOK_TOO_LONG, diagnosis: null };
    }
  });
  const exitCode = exitCodeFor(targets, failOn);
  return {
    tool: TOOL.name,
    version: TOOL.version,
    ruleset,
    exitCode,
    configuration,
    targets,
    accepted: [],
    outdated: [],
  };
}
