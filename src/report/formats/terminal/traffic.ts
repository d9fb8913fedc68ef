import type { ObservedConversation, TrafficReport } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

const INDENT = '  ';
/** More clients than these are counted, but for `--verbose`. */
const SHOWN = 4;

/** Who came through the tap, what each said, and where the tap could not stand in between. */
export function traffic(report: TrafficReport | null, view: View, paint: Paint): string[] {
  if (report === null || report.exchanges + report.refused === 0) return [];
  const { conversations, limits, refused } = report;
  const width = proseWidth(view.width);
  const shown = view.detail === 'full' ? conversations : conversations.slice(0, SHOWN);
  const more = conversations.length - shown.length;
  const row = (label: string, text: string): string[] =>
    beside(`${INDENT}${label}  `, forTerminal(text, 600), width, (same) => paint('quiet', same));
  return [
    '',
    ...shown.flatMap((one) => row('came', `${one.client}: ${one.said}; ${fate(one)}`)),
    ...(more > 0 ? [`${INDENT}and ${more} more: --verbose`] : []),
    ...(refused === 0 ? [] : row('shut', `${refused} not let through: another host, or another origin`)),
    ...limits.flatMap((limit) => row('past', limit)),
  ];
}

/** `2025-11-25, session ended`. */
function fate({ negotiated, session, greeted, works, repeated }: ObservedConversation): string {
  const parts = [
    negotiated ?? (greeted ? '' : 'no hello was answered well'),
    SESSIONS[session],
    works ? 'served' : '',
    repeated.times > 1
      ? `${repeated.message} ${repeated.times} times answered ${repeated.status ?? 'by nothing'}`
      : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const SESSIONS: Record<ObservedConversation['session'], string> = {
  none: '',
  ended: 'session ended',
  left: 'session left open',
  open: 'session still open',
};
