import type { DiagnosisFile, FingerprintFile, Recording } from '../model.js';
import type { RecordingChecker } from '../record/stored.js';
import type { CompiledDiagnosis } from './diagnoses.js';
import type { Compiled } from './engine.js';
import type { CompiledFingerprint } from './fingerprints.js';
import { type Remedies, remediesOf } from './stepRemedies.js';

/** A generated module: files as data, their schemas as functions. `scripts/build.mjs` writes it. */
export interface Generated<F> {
  files: F[];
  checks: ((data: unknown) => boolean)[][];
}

/** A generated check of one schema. */
export interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string }[] | null;
}

/** @throws {Error} where a rule has lost one of its two schemas */
export function compiledRules<R>({ files, checks }: Generated<R>): Compiled<R>[] {
  return files.map((rule, index) => {
    const [when, expect] = checks[index] ?? [];
    if (when === undefined || expect === undefined) throw new Error('dist/ is incomplete: run npm run build');
    return { rule, when, expect };
  });
}

export function compiledDiagnoses(
  { files, checks }: Generated<DiagnosisFile>,
  remedies: Remedies,
): CompiledDiagnosis[] {
  return files.map((file, index) => ({
    file,
    checks: checks[index] ?? [],
    remedies: remediesOf(file, remedies),
  }));
}

export function compiledFingerprints({ files, checks }: Generated<FingerprintFile>): CompiledFingerprint[] {
  return files.map((file, index) => ({ file, checks: checks[index] ?? [] }));
}

export function checkerOf(validate: Validate): RecordingChecker {
  return {
    isRecording: (value): value is Recording => validate(value),
    problem() {
      const error = validate.errors?.[0];
      return `${error?.instancePath || '/'} ${error?.message ?? 'is something else'}`;
    },
  };
}
