import type { DiagnosisFile, FingerprintFile, JsonSchema } from '../model.js';

/** The schemas of a diagnosis in the order of `CompiledDiagnosis.checks`; a step without one is always taken. */
export function schemasOf(file: DiagnosisFile): JsonSchema[] {
  return [
    file.when,
    ...file.confidence.evidence.map(({ when }) => when),
    ...file.do.map(({ when }) => when ?? {}),
  ];
}

/** The schemas of a fingerprint in the order of `CompiledFingerprint.checks`. */
export function fingerprintSchemas({ when, confidence, versions }: FingerprintFile): JsonSchema[] {
  return [when, ...confidence.evidence.map((one) => one.when), ...versions.map((one) => one.when)];
}
