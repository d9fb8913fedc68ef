import type { NotJudgedReason, TargetReport } from '../model.js';

/** Why nobody can say whether a server is well: nothing was heard of it, or too little. */
const OPEN: readonly NotJudgedReason[] = [
  'unreachable',
  'tls',
  'silent',
  'credentials',
  'rate-limited',
  'unclear',
];

/**
 * It could not be told whether clients connect. Where the server answered and its answer is the cause (a redirect, a
 * page, another transport), it is told: they do not.
 */
export function isLeftOpen({ notJudged, diagnosis }: Pick<TargetReport, 'notJudged' | 'diagnosis'>): boolean {
  if (notJudged === null) return false;
  if (diagnosis?.class !== 'cause' || OPEN.includes(notJudged.reason)) return true;
  // No whole answer came, which is as much as none; one that came whole and is framed wrongly tells.
  return notJudged.reason === 'not-mcp' && diagnosis.layer === 'framing';
}
