import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtFolder } from '../built.js';
import type {
  ConfigRule,
  DiagnosisFile,
  FingerprintFile,
  FleetEnd,
  FleetLine,
  JsonSchema,
  Rule,
  TrafficRule,
} from '../model.js';
import type { RecordingChecker } from '../record/stored.js';
import type { CompiledDiagnosis } from './diagnoses.js';
import type { Compiled, CompiledRule } from './engine.js';
import type { CompiledFingerprint } from './fingerprints.js';
import {
  checkerOf,
  compiledDiagnoses,
  compiledFingerprints,
  compiledRules,
  type Generated,
  type Validate,
} from './generated.js';
import type { Remedies } from './stepRemedies.js';

/** The rules of this package, as the build has read and checked them: no ajv is loaded for them. */
export function builtinRules(): Promise<CompiledRule[]> {
  return builtin<Rule>('rules.js');
}

/** The rules about configurations, likewise. */
export function builtinConfigRules(): Promise<Compiled<ConfigRule>[]> {
  return builtin<ConfigRule>('config-rules.js');
}

/** The rules about what clients send, likewise. */
export function builtinTrafficRules(): Promise<Compiled<TrafficRule>[]> {
  return builtin<TrafficRule>('traffic-rules.js');
}

/** What a stored recording is checked against (`rules/schema/recording.schema.json`). */
export async function recordingChecker(): Promise<RecordingChecker> {
  return checkerOf((await load<{ default: Validate }>('recording-schema.js')).default);
}

/** What a line of a fleet's run is checked against (`rules/schema/fleet-line.schema.json`). */
export async function fleetLineCheck(): Promise<(value: unknown) => value is FleetLine | FleetEnd> {
  const { default: validate } = await load<{ default: Validate }>('fleet-line-schema.js');
  return (value): value is FleetLine | FleetEnd => validate(value);
}

async function load<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(join(builtFolder, file)).href)) as T;
}

/** The diagnoses, likewise. */
export async function builtinDiagnoses(): Promise<CompiledDiagnosis[]> {
  const [generated, remedies] = await Promise.all([
    load<Generated<DiagnosisFile>>('diagnoses.js'),
    builtinRemedies(),
  ]);
  return compiledDiagnoses(generated, remedies);
}

/** The fingerprints, likewise. */
export async function builtinFingerprints(): Promise<CompiledFingerprint[]> {
  return compiledFingerprints(await load<Generated<FingerprintFile>>('fingerprints.js'));
}

/** What mends a fault in each dialect, with its code. */
export async function builtinRemedies(): Promise<Remedies> {
  return (await load<{ remedies: Remedies }>('remedies.js')).remedies;
}

async function builtin<R extends { when: JsonSchema; expect: JsonSchema }>(
  name: string,
): Promise<Compiled<R>[]> {
  return compiledRules(await load<Generated<R>>(name));
}
