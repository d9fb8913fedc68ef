import type { Confidence, Recognised, TargetReport } from '../../../model.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

/** As good as known: what is less is said to be likely. */
const SURE: readonly Confidence[] = ['very likely', 'certain'];

/** `TypeScript SDK after 1.20`; `likely mcp-go`; null where the facts do not tell. */
export function sdkWords({ fingerprint: { framework, sdk } }: TargetReport): string | null {
  const found = sdk ?? framework;
  return found === null ? null : wordsOf(found);
}

/** Everything that was recognised, and by what: `runs on  Express (X-Powered-By: Express)`. */
export function fingerprint({ fingerprint: found }: TargetReport, view: View): string[] {
  const parts = [found.sdk, found.framework, found.runtime, found.front].filter((part) => part !== null);
  if (parts.length === 0) return [];
  const told = parts.map((part) => `${wordsOf(part)} (${part.confidence.because.join('; ')})`);
  return beside(
    '  answered by  ',
    told.map((one) => forTerminal(one, 400)).join('; '),
    proseWidth(view.width),
  );
}

function wordsOf({ name, versions, confidence }: Recognised): string {
  const words = [name, versions].filter((part) => part !== null).join(' ');
  return forTerminal(SURE.includes(confidence.level) ? words : `${confidence.level} ${words}`, 120);
}
