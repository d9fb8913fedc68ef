import type { TargetReport } from '../../../model.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

/** `takes 2025-11-25; refuses 1999-01-01; names 2025-06-18, 2025-11-25`; no line where no version was seen. */
export function versions({ versions: seen }: TargetReport, view: View): string[] {
  const parts = [
    ['takes', seen.accepted],
    ['refuses', seen.refused],
    ['names', seen.named],
  ] as const;
  const told = parts
    .filter(([, listed]) => listed.length > 0)
    .map(([verb, listed]) => `${verb} ${forTerminal(listed.join(', '), 200)}`);
  return told.length === 0 ? [] : beside('  versions  ', told.join('; '), proseWidth(view.width));
}
