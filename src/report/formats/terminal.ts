import type { Report, TargetReport } from '../../model.js';
import { type Paint, painter } from '../colour.js';
import { beside, proseWidth } from '../layout.js';
import { NARROWEST, type View } from '../view.js';
import { brief } from './terminal/brief.js';
import { clients } from './terminal/clients.js';
import { findings } from './terminal/findings.js';
import { fingerprint } from './terminal/fingerprint.js';
import { footer } from './terminal/footer.js';
import { group } from './terminal/group.js';
import { hints } from './terminal/hints.js';
import { matrix } from './terminal/matrix.js';
import { mended } from './terminal/mendedBy.js';
import { network, redirects } from './terminal/network.js';
import { notSent, probes } from './terminal/probes.js';
import { quiet } from './terminal/quiet.js';
import { route } from './terminal/route.js';
import { several } from './terminal/several.js';
import { grouped } from './terminal/severities.js';
import { acceptedLines } from './terminal/summary.js';
import { traffic } from './terminal/traffic.js';
import { tries } from './terminal/tries.js';
import { verdict } from './terminal/verdict.js';
import { versions } from './terminal/versions.js';

/**
 * The report for a person at a terminal: the verdict first, the rest with `--verbose`. No line is wider than the
 * view, save URLs and the JSON block; without colour there is no escape sequence in it, whatever a server said.
 */
export function renderTerminal(report: Report, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  return `${pageOf(report, fitting, painter(view.color)).join('\n')}\n`;
}

function pageOf(report: Report, view: View, paint: Paint): string[] {
  const { targets, configuration } = report;
  const [only] = targets;
  const alone = only !== undefined && targets.length === 1 && (configuration?.skipped ?? []).length === 0;
  switch (view.detail ?? 'brief') {
    case 'quiet':
      return quiet(report, paint);
    case 'brief':
      return [
        ...(alone ? brief(only, report, view, paint) : several(report, view, paint)),
        ...accepted(report, view),
      ];
    case 'full':
      return [
        ...(alone ? [] : [...several(report, view, paint), '']),
        ...everything(report, view, paint),
        ...accepted(report, view),
      ];
  }
}

function accepted(report: Report, view: View): string[] {
  const lines = acceptedLines(report).flatMap((line) => beside('  ', line, view.width));
  return lines.length === 0 ? [] : ['', ...lines];
}

function everything(report: Report, view: View, paint: Paint): string[] {
  const divider = ['', '='.repeat(proseWidth(view.width)), ''];
  const pages = report.targets.map((target) => whole(target, report, view, paint));
  return [
    ...pages.flatMap((page, at) => (at === 0 ? page : [...divider, ...page])),
    '',
    ...footer(report, view).map((line) => paint('quiet', line)),
  ];
}

/** All that is known of one target. */
function whole(target: TargetReport, { configuration }: Report, view: View, paint: Paint): string[] {
  const groups = grouped(target.findings);
  return [
    ...verdict(target, view, paint),
    ...group(target, view),
    ...fingerprint(target, view),
    ...versions(target, view),
    ...route(target.route, view, paint),
    ...network(target.network, view, paint),
    ...redirects(target.redirects, view, paint),
    ...traffic(target.traffic, view, paint),
    ...tries(target, view, paint),
    ...(target.traffic === null ? matrix(target, groups, view, paint) : []),
    ...findings(groups, view, paint),
    ...probes(target, groups, view, paint),
    ...notSent(target, view, paint),
    ...clients(target.clients, view, paint),
    // Who has an entry already needs none to paste: `fix` changes that one.
    ...(configuration === null ? hints(target.hints, view, paint) : mended(target, configuration, view)),
  ];
}
