import type { TargetReport } from '../model.js';
import { BRIDGES, breaksAt, FAULTS, faultsOf } from '../remedy/advice/bridges.js';
import { say } from '../say.js';
import { type Paint, painter } from './colour.js';
import { beside, proseWidth } from './layout.js';
import { NARROWEST, type View } from './view.js';

const OUTCOMES: Record<string, string> = {
  survives: 'goes on: the next request is answered',
  recovers: 'one request fails, the next is answered',
  'stays-broken': 'serves nobody until it is started anew',
  dies: 'ends; who started it has to start it again',
  'not-connected': 'did not connect at all',
  'not-measured': 'was not measured',
};

/** What a bridge was measured to do when something goes wrong behind it; null where none of that name was. */
export function renderBridge(name: string, view: View): string | null {
  const all = BRIDGES.filter(({ id, bridge }) => bridge === name || id === name);
  if (all.length === 0) return null;
  const paint = painter(view.color);
  const width = Math.max(NARROWEST, view.width);
  const lines = all.flatMap((one) => [
    paint('strong', `${one.bridge} ${one.version}, a bridge: what it does when`),
    ...faultsOf(one).flatMap((fault) =>
      beside(
        '  ',
        `${say(FAULTS[fault])}: ${OUTCOMES[one.faults[fault].outcome] ?? one.faults[fault].outcome}`,
        width,
      ),
    ),
    ...beside('  ', `measured ${one.measured} (npm run measure:bridges)`, width).map((line) =>
      paint('quiet', line),
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

/**
 * What each measured bridge would make of this server in the long run, on the page of every day only that this is known;
 * nothing where nobody gets in at all.
 */
export function bridges({ identity, clients }: TargetReport, view: View, paint: Paint): string[] {
  if (identity === null || (clients ?? []).every(({ connects }) => connects !== true)) return [];
  const width = proseWidth(view.width);
  const label = (text: string): string => paint('strong', text);
  if (view.detail !== 'full') {
    const [only, ...others] = clients ?? [];
    // Who asks about one client asks about a bridge only where it is one.
    if (others.length === 0 && BRIDGES.every(({ bridge }) => bridge !== only?.client)) return [];
    const names = BRIDGES.map(({ bridge }) => bridge).join(', ');
    return ['', ...beside('Bridges ', say('bridges-known', { names }), width, label)];
  }
  return [
    '',
    ...beside('Through a bridge, ', say('bridge-measured'), width, label),
    ...BRIDGES.flatMap(({ bridge, version }) => {
      const breaks = breaksAt(bridge, identity).map((fault) => say(FAULTS[fault]));
      const words =
        breaks.length === 0 ? say('bridge-survives') : say('bridge-breaks', { faults: breaks.join('; or ') });
      return beside(`  ${bridge} ${version}  `, words, width);
    }),
  ];
}
