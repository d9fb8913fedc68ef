import { inOrder } from '../diagnose/diagnose.js';
import { UserError } from '../errors.js';
import {
  builtinDiagnoses,
  builtinFingerprints,
  builtinRemedies,
  builtinRules,
  builtinTrafficRules,
} from '../judge/builtin.js';
import type { CompiledRule } from '../judge/engine.js';
import { TookTooLong, within } from '../judge/within.js';
import type {
  ClientProfile,
  Configuration,
  FailOn,
  Knowledge,
  Recording,
  Report,
  RulesetId,
} from '../model.js';
import { loadProfiles } from '../plan/loadProfiles.js';
import { judged } from '../report/judged.js';
import { loadFormats } from '../targets/config/formats.js';

export const [diagnoses, fingerprints, remedies, trafficRules] = await Promise.all([
  builtinDiagnoses().then(inOrder),
  builtinFingerprints(),
  builtinRemedies(),
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

/** 256 MiB: a hundred answers of the largest size, and more. */
export const RECORDING_LARGEST = 256 * 1024 * 1024;

/** All that may come in is bounded, so a judgement takes a second or two at most, also on a busy machine. */
const JUDGING_MS = 30_000;

/** Recordings in, report out, by this package's diagnoses: what `probe` and `check` have in common. */
export function reportOn(
  recordings: readonly Recording[],
  rules: readonly CompiledRule[],
  asked: { ruleset: RulesetId; failOn: FailOn },
  configuration: Configuration | null = null,
  knowledge: Knowledge = NOTHING,
  judgingMs = JUDGING_MS,
): Report {
  const by = { rules, trafficRules, diagnoses, fingerprints, remedies, ...knowledge };
  return judged(recordings, by, asked, configuration, (work) => inTime(judgingMs, work));
}

function inTime<T>(ms: number, work: () => T): { value: T } | null {
  try {
    return { value: within(ms, work) };
  } catch (error) {
    if (error instanceof TookTooLong) return null;
    throw error;
  }
}
