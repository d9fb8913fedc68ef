/** What `scripts/build.mjs` writes into dist/: found by `imports` in package.json, beside the bundle once it is built. */
declare module '#built/rules.js' {
  import type { Generated } from '../judge/generated.js';
  import type { Rule } from '../model.js';
  export const files: Generated<Rule>['files'];
}
declare module '#built/traffic-rules.js' {
  import type { Generated } from '../judge/generated.js';
  import type { TrafficRule } from '../model.js';
  export const files: Generated<TrafficRule>['files'];
}
declare module '#built/diagnoses.js' {
  import type { Generated } from '../judge/generated.js';
  import type { DiagnosisFile } from '../model.js';
  export const files: Generated<DiagnosisFile>['files'];
}
declare module '#built/fingerprints.js' {
  import type { Generated } from '../judge/generated.js';
  import type { FingerprintFile } from '../model.js';
  export const files: Generated<FingerprintFile>['files'];
}
declare module '#built/remedies.js' {
  import type { Remedies } from '../judge/stepRemedies.js';
  export const remedies: Remedies;
}
declare module '#built/recording-schema.js' {
  import type { Validate } from '../judge/generated.js';

  const validate: Validate;
  export default validate;
}
declare module '#built/knowledge.js' {
  import type { ClientProfile, Format } from '../model.js';
  export const profiles: ClientProfile[];
  export const formats: Format[];
}
