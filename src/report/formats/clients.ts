import type { Report } from '../../model.js';
import { bridges } from '../bridgePage.js';
import { painter } from '../colour.js';
import { NARROWEST, type View } from '../view.js';
import { clients } from './terminal/clients.js';
import { footer } from './terminal/footer.js';
import { quiet } from './terminal/quiet.js';
import { verdict } from './terminal/verdict.js';

/** Who can connect, without the matrix: what `clients <url>` asks. */
export function renderClients(report: Report, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  const paint = painter(view.color);
  const pages = report.targets.flatMap((target) => [
    ...verdict(target, fitting, paint),
    ...clients(target.clients, fitting, paint),
    ...bridges(target, fitting, paint),
    '',
  ]);
  const lines =
    view.detail === 'quiet'
      ? quiet(report, paint)
      : [...pages, ...footer(report, fitting).map((line) => paint('quiet', line))];
  return `${lines.join('\n')}\n`;
}
