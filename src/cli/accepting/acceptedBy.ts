import type { CompiledRule } from '../../judge/engine.js';
import type { Acceptance } from '../../model.js';
import { readBaseline } from './baseline.js';
import { refuseUnknown } from './ignored.js';

/** What the command line and the baseline accept. @throws {UserError} for a rule that is not there, or a bad baseline */
export async function acceptedBy(
  { ignore = [], baseline }: { ignore?: Acceptance[]; baseline?: string },
  rules: readonly CompiledRule[],
): Promise<Acceptance[]> {
  refuseUnknown(
    ignore,
    rules.map(({ rule }) => rule.id),
  );
  return [...ignore, ...(baseline === undefined ? [] : await readBaseline(baseline))];
}
