/**
 * The types that flow through the pipeline, in running order. Read this first.
 *
 *     Target -> FlowPlan[] -> Recording -> Observation -> Verdict[] -> Report -> text
 *
 * Each stage's types stand in a file of its own, in running order:
 * `words`, `format`, `config`, `target`, `route`, `plan`, `oddity`, `client`, `recording`, `observation`, `rule`,
 * `recognised`, `scope`, `diagnosis`, `fingerprint`, `lint`, `acceptance`, `configRule`, `fix`, `repeat`, `traffic`, `trafficRule`,
 * `report`, `diff`, `triage`, `log`, `fleet`.
 *
 * All of it is plain JSON and every field is present: what is absent is null.
 */

export type * from './model/acceptance.js';
export type * from './model/client.js';
export type * from './model/config.js';
export type * from './model/configRule.js';
export type * from './model/diagnosis.js';
export type * from './model/diff.js';
export type * from './model/fingerprint.js';
export type * from './model/fix.js';
export type * from './model/fleet.js';
export type * from './model/format.js';
export type * from './model/lint.js';
export type * from './model/log.js';
export type * from './model/network.js';
export type * from './model/observation.js';
export type * from './model/oddity.js';
export type * from './model/plan.js';
export type * from './model/recognised.js';
export type * from './model/recording.js';
export type * from './model/repeat.js';
export type * from './model/report.js';
export type * from './model/route.js';
export type * from './model/rule.js';
export type * from './model/scope.js';
export type * from './model/target.js';
export type * from './model/traffic.js';
export type * from './model/trafficRule.js';
export type * from './model/triage.js';
export type * from './model/words.js';
