import proxy from '../../../rules/bridges/mcp-proxy@0.13.0.json' with { type: 'json' };
import remote from '../../../rules/bridges/mcp-remote@0.15.1.json' with { type: 'json' };
import supergateway from '../../../rules/bridges/supergateway@4.0.0.json' with { type: 'json' };

/** What may go wrong behind a bridge, in words. */
export const FAULTS = {
  cut: 'the server cuts a connection',
  restart: 'the server is started anew',
  'session-404': 'the server answers 404 to the session',
  'refused-406': 'the server answers 406 to everything',
  'not-up-yet': 'the server is not up when the bridge starts',
  'wrong-family-first': '`localhost` leads to another program on ::1 first',
} as const;

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
export function breaksAt(bridge: string): Fault[] {
  const measured = BRIDGES.find((one) => one.bridge === bridge);
  if (measured === undefined) return [];
  return faultsOf(measured).filter(
    (fault) =>
      !OF_THE_SERVER.includes(fault) && ['stays-broken', 'dies'].includes(measured.faults[fault].outcome),
  );
}

export function faultsOf({ faults }: MeasuredBridge): Fault[] {
  return (Object.keys(FAULTS) as Fault[]).filter((fault) => fault in faults);
}
