import type { Report } from '../../model.js';
import { bridges } from '../bridgePage.js';
import { type Paint, painter } from '../colour.js';
import { NARROWEST, type View } from '../view.js';
import { clients } from './terminal/clients.js';
import { footer } from './terminal/footer.js';
import { quiet } from './terminal/quiet.js';
import { several } from './terminal/several.js';
import { verdict } from './terminal/verdict.js';

/** Who can connect, without the matrix: what `clients <url>` asks. */
export function renderClients(report: Report, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  const paint = painter(view.color);
  const lines = view.detail === 'quiet' ? quiet(report, paint) : pagesOf(report, fitting, paint);
  return `${lines.join('\n')}\n`;
}

function pagesOf(report: Report, view: View, paint: Paint): string[] {
  const { targets } = report;
  const isFull = view.detail === 'full';
  // One client of several servers is a line for each.
  if (!isFull && targets.length > 1 && targets.every(({ clients: asked }) => (asked ?? []).length <= 1))
    return several(report, view, paint);
  const pages = targets.flatMap((target) => [
    ...verdict(target, view, paint),
    ...clients(target.clients, view, paint),
    ...(isFull ? bridges(target, view, paint) : []),
    '',
  ]);
  const known = isFull ? [] : targets.map((target) => bridges(target, view, paint));
  return [
    ...pages.slice(0, -1),
    ...(known.find((lines) => lines.length > 0) ?? []),
    '',
    ...footer(report, view).map((line) => paint('quiet', line)),
  ];
}
