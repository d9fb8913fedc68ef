import type { DiagnosisFile, FingerprintFile, JsonSchema, Recording } from '../model.js';
import type { RecordingChecker } from '../record/stored.js';
import type { CompiledDiagnosis } from './diagnoses.js';
import type { Compiled } from './engine.js';
import type { CompiledFingerprint } from './fingerprints.js';
import { whenAsked } from './fits.js';
import { fingerprintSchemas, schemasOf } from './schemasOf.js';
import { type Remedies, remediesOf } from './stepRemedies.js';

/** A generated module: files as data. `scripts/build.mjs` writes it. */
export interface Generated<F> {
  files: F[];
}

/** A generated check of one schema. */
export interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string }[] | null;
}

export function compiledRules<R extends { when: JsonSchema; expect: JsonSchema }>({
  files,
}: Generated<R>): Compiled<R>[] {
  return files.map((rule) => ({ rule, when: whenAsked(rule.when), expect: whenAsked(rule.expect) }));
}

export function compiledDiagnoses(
  { files }: Generated<DiagnosisFile>,
  remedies: Remedies,
): CompiledDiagnosis[] {
  return files.map((file) => ({
    file,
    checks: schemasOf(file).map(whenAsked),
    remedies: remediesOf(file, remedies),
  }));
}

export function compiledFingerprints({ files }: Generated<FingerprintFile>): CompiledFingerprint[] {
  return files.map((file) => ({ file, checks: fingerprintSchemas(file).map(whenAsked) }));
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
