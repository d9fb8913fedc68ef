import type { Confidence, ConfidenceEvidence } from '../model.js';

const CONFIDENCES: readonly Confidence[] = ['possible', 'likely', 'very likely', 'certain'];

/** A confidence, raised or lowered by one for each piece of evidence, within what there is. */
export function confidenceOf(base: Confidence, weighed: readonly ConfidenceEvidence[]): Confidence {
  const moved = weighed.reduce(
    (sum, { does }) => sum + (does === 'raises' ? 1 : -1),
    CONFIDENCES.indexOf(base),
  );
  return CONFIDENCES[Math.min(Math.max(moved, 0), CONFIDENCES.length - 1)] ?? base;
}
