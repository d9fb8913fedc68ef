import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ConfigRule, DiagnosisFile, FingerprintFile, Recording, Rule, TrafficRule } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import type { RecordingChecker } from '../record/stored.js';
import type { CompiledDiagnosis } from './diagnoses.js';
import type { Compiled, CompiledRule } from './engine.js';
import type { CompiledFingerprint } from './fingerprints.js';
import { type Remedies, remediesOf } from './stepRemedies.js';

/** A generated module: files as data, their schemas as functions. `scripts/build.mjs` writes it. */
interface Generated<F> {
  files: F[];
  checks: ((data: unknown) => boolean)[][];
}

/** The rules of this package, compiled ahead: no ajv is loaded for them. */
export function builtinRules(): Promise<CompiledRule[]> {
  return builtin<Rule>('rules.js');
}

/** The rules about configurations, compiled ahead as well. */
export function builtinConfigRules(): Promise<Compiled<ConfigRule>[]> {
  return builtin<ConfigRule>('config-rules.js');
}

/** The rules about what clients send, likewise. */
export function builtinTrafficRules(): Promise<Compiled<TrafficRule>[]> {
  return builtin<TrafficRule>('traffic-rules.js');
}

/** What a stored recording is checked against (`rules/schema/recording.schema.json`). */
export async function recordingChecker(): Promise<RecordingChecker> {
  const { default: validate } = await load<{ default: Validate }>('recording-schema.js');
  return {
    isRecording: (value): value is Recording => validate(value),
    problem() {
      const error = validate.errors?.[0];
      return `${error?.instancePath || '/'} ${error?.message ?? 'is something else'}`;
    },
  };
}

interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string }[] | null;
}

/** The copy of `dist/` that GitHub's runner starts brings its own. */
const ACTION = join('action', 'lib');
const isAction = relative(packageRoot, fileURLToPath(import.meta.url)).startsWith(ACTION);
const folder = join(packageRoot, isAction ? ACTION : 'dist');

async function load<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(join(folder, file)).href)) as T;
}

/** The diagnoses, likewise. */
export async function builtinDiagnoses(): Promise<CompiledDiagnosis[]> {
  const [{ files, checks }, remedies] = await Promise.all([
    generated<DiagnosisFile>('diagnoses.js'),
    builtinRemedies(),
  ]);
  return files.map((file, index) => ({
    file,
    checks: checks[index] ?? [],
    remedies: remediesOf(file, remedies),
  }));
}

/** The fingerprints, likewise. */
export async function builtinFingerprints(): Promise<CompiledFingerprint[]> {
  const { files, checks } = await generated<FingerprintFile>('fingerprints.js');
  return files.map((file, index) => ({ file, checks: checks[index] ?? [] }));
}

/** What mends a fault in each dialect, with its code. */
export async function builtinRemedies(): Promise<Remedies> {
  return (await load<{ remedies: Remedies }>('remedies.js')).remedies;
}

async function builtin<R>(name: string): Promise<Compiled<R>[]> {
  const { files, checks } = await generated<R>(name);
  const never = (): never => {
    throw new Error(`dist/${name} is incomplete: run npm run build`);
  };
  return files.map((rule, index) => ({
    rule,
    when: checks[index]?.[0] ?? never,
    expect: checks[index]?.[1] ?? never,
  }));
}

async function generated<F>(name: string): Promise<Generated<F>> {
  return load<Generated<F>>(name);
}
