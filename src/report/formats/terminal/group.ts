import type { TargetReport } from '../../../model.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

/** The failures that look the same from here, by the names that `explain` knows; what tells them apart is a step above. */
export function group({ diagnosis }: TargetReport, view: View): string[] {
  if (diagnosis === null || diagnosis.group === null) return [];
  const { signatures, because } = diagnosis.group;
  return beside(
    '  alike  ',
    forTerminal(`${signatures.join(', ')}: ${because}`, 600),
    proseWidth(view.width),
  );
}
