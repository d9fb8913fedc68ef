import * as builtDiagnoses from '#built/diagnoses.js';
import * as builtFingerprints from '#built/fingerprints.js';
import { formats, profiles } from '#built/knowledge.js';
import validate from '#built/recording-schema.js';
import { remedies } from '#built/remedies.js';
import * as builtRules from '#built/rules.js';
import * as builtTrafficRules from '#built/traffic-rules.js';
import { inOrder } from '../diagnose/diagnose.js';
import { checkerOf, compiledDiagnoses, compiledFingerprints, compiledRules } from '../judge/generated.js';
import type { FailOn, Json, RecordedRun, Recording, Report, RulesetId } from '../model.js';
import { recordedRun } from '../record/stored.js';
import { type JudgedBy, judged } from '../report/judged.js';

/** By what measure a recording is judged; what is left out is as it was asked when it was recorded. */
export interface Measure {
  /** Which rules count, and how much: `recommended` if nothing else was asked. */
  ruleset?: RulesetId;
  /** From which severity on findings make the exit code 1: `error` if nothing else was asked. */
  failOn?: FailOn;
}

const BY: JudgedBy = {
  rules: compiledRules(builtRules),
  trafficRules: compiledRules(builtTrafficRules),
  diagnoses: inOrder(compiledDiagnoses(builtDiagnoses, remedies)),
  fingerprints: compiledFingerprints(builtFingerprints),
  remedies,
  profiles,
  formats,
};

/**
 * Judges what was recorded, by the rules of this package. Pure: no network, no files, no clock, nothing of Node; it
 * runs where only a language and its standard objects are (a registry's worker, a browser).
 *
 * How long it takes has no bound here, as only Node can end a computation: a recording is a few hundred exchanges at
 * most, and takes some 50 ms. For recordings that nobody vouches for, {@link check} gives up after 30 s.
 *
 * @param run one recording, or the several of a run: what {@link probe} returns as `run`, and what `--record` writes
 * @returns the same report as `mcp-accept check --format json` prints (`rules/schema/report.schema.json`)
 * @throws {UserError} where it is no recording, is damaged, or was made by a later version ({@link isUserError})
 */
export function judge(run: Recording | RecordedRun, measure: Measure = {}): Report {
  // It may come from anywhere, whatever its type says: it is checked as any JSON is.
  const { recordings, configuration } = recordedRun(
    run as unknown as Json,
    'the recording',
    checkerOf(validate),
  );
  const [first] = recordings;
  const { ruleset = first?.asked.ruleset ?? 'recommended', failOn = first?.asked.failOn ?? 'error' } =
    measure;
  const alone = recordings.every(({ asked: { depth }, traffic }) => depth === 'control' && traffic === null);
  const by = alone ? { ...BY, rules: [] } : BY;
  return judged(recordings, by, { ruleset, failOn }, configuration, (work) => ({ value: work() }));
}
