import type { Report } from '../../model.js';
import { subjectsOf } from '../issues.js';
import { forMarkup } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { exchangesOf, sideBySide, waterfall } from './html/exchanges.js';
import { htmlPage } from './html/page.js';
import { clientsHtml, findingsHtml, matrixHtml, verdictHtml } from './html/target.js';
import { verdictOf } from './terminal/verdict.js';

/** One file to share. */
export function renderHtml(report: Report, _view: View, run: Run): string {
  const subjects = subjectsOf(report, run);
  const targets = report.targets.map((target, at) => {
    const recording = run.recordings[at];
    const shown = recording === undefined ? [] : exchangesOf(recording);
    const anchor = `target-${at + 1}`;
    const subject = subjects[at];
    return [
      `<section id="${anchor}">`,
      verdictHtml(target),
      matrixHtml(target),
      ...(subject === undefined ? [] : [findingsHtml(subject, verdictOf(target).title)]),
      clientsHtml(target.clients),
      ...(shown.length === 0
        ? []
        : [
            '<h3>Timing</h3>',
            waterfall(shown, anchor),
            '<h3>Every exchange</h3>',
            ...shown.map((one) => sideBySide(one, anchor)),
          ]),
      '</section>',
    ].join('\n');
  });
  return page(report, targets.join('\n'));
}

function page({ tool, version, ruleset, exitCode, targets }: Report, body: string): string {
  const [only] = targets;
  const what = targets.length === 1 && only !== undefined ? only.name : `${targets.length} servers`;
  return htmlPage(
    `${tool}: ${what}`,
    body,
    `${forMarkup(`${tool} ${version}`, 80)}, rule set ${ruleset}, exit code ${exitCode}`,
  );
}
