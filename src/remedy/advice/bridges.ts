import proxy from '../../../rules/bridges/mcp-proxy@0.13.0.json' with { type: 'json' };
import remote from '../../../rules/bridges/mcp-remote@0.15.1.json' with { type: 'json' };
import supergateway from '../../../rules/bridges/supergateway@4.0.0.json' with { type: 'json' };
import type { SentenceId } from '../../say.js';

/** What may go wrong behind a bridge, and the sentence that says it. */
export const FAULTS = {
  cut: 'bridge-cut',
  restart: 'bridge-restart',
  'session-404': 'bridge-session-404',
  'refused-406': 'bridge-refused-406',
  'not-up-yet': 'bridge-not-up-yet',
  'wrong-family-first': 'bridge-wrong-family',
} as const satisfies Record<string, SentenceId>;

export type Fault = keyof typeof FAULTS;

/** A file of `rules/bridges/`: what one version was measured to do. */
export interface MeasuredBridge {
  id: string;
  bridge: string;
  version: string;
  measured: string;
  faults: Record<Fault, { outcome: string; first: string | null; second: string | null }>;
}

export const BRIDGES: readonly MeasuredBridge[] = [remote, supergateway, proxy];

/** What no bridge can help, as the server is not what it has to be: an end says so sooner than silence. */
const OF_THE_SERVER: readonly Fault[] = ['refused-406', 'wrong-family-first'];

/** After what its user has to start it anew, since it serves nobody from then on. */
export function breaksAt(bridge: string, { stateful }: { stateful: boolean } = { stateful: true }): Fault[] {
  const measured = BRIDGES.find((one) => one.bridge === bridge);
  if (measured === undefined) return [];
  return faultsOf(measured).filter(
    (fault) =>
      !OF_THE_SERVER.includes(fault) &&
      // Without sessions none is forgotten.
      (stateful || fault !== 'session-404') &&
      ['stays-broken', 'dies'].includes(measured.faults[fault].outcome),
  );
}

export function faultsOf({ faults }: MeasuredBridge): Fault[] {
  return (Object.keys(FAULTS) as Fault[]).filter((fault) => fault in faults);
}
