import type { DiagnosisFile, Remedy } from '../model.js';

/** The remedies by id. */
export type Remedies = Readonly<Record<string, Remedy>>;

/** What the steps of a diagnosis are in each dialect, in their order; null where they are the same in all. */
export function remediesOf({ do: steps }: DiagnosisFile, all: Remedies): (Remedy | null)[] {
  return steps.map(({ remedy }) => (remedy === undefined ? null : (all[remedy] ?? null)));
}
