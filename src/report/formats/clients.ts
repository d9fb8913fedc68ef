import type { Report, TargetReport } from '../../model.js';
import { type Paint, painter } from '../colour.js';
import { forTerminal } from '../escape.js';
import { NARROWEST, type View } from '../view.js';
import { clients } from './terminal/clients.js';
import { footer } from './terminal/footer.js';
import { headline, isHostOf } from './terminal/headline.js';

/** Who can connect, without the matrix: what `clients <url>` asks. */
export function renderClients(report: Report, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  const paint = painter(view.color);
  const lines = [
    ...report.targets.flatMap((target) => [...oneTarget(target, fitting, paint), '']),
    ...footer(report, fitting).map((line) => paint('quiet', line)),
  ];
  return `${lines.join('\n')}\n`;
}

/** What keeps all of them out stands above their list. */
function oneTarget(target: TargetReport, view: View, paint: Paint): string[] {
  const above = target.notJudged === null ? address(target, paint) : headline(target, [], view, paint);
  return [...above, ...clients(target.clients, view, paint)];
}

function address(target: TargetReport, paint: Paint): string[] {
  const eras = target.eras.length === 0 ? 'era unknown' : `era: ${target.eras.join(' and ')}`;
  const named = isHostOf(target) ? '' : ` (${forTerminal(target.name, 80)})`;
  return [
    `${paint('strong', forTerminal(target.url, 2000))}${named}`,
    paint('quiet', `${eras}; ${target.requests} request${target.requests === 1 ? '' : 's'} sent`),
  ];
}
