import { createHash } from 'node:crypto';
import type { Report } from '../../model.js';
import { subjectsOf } from '../issues.js';
import { forMarkup } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { exchangesOf, sideBySide, waterfall } from './html/exchanges.js';
import { STYLE } from './html/style.js';
import { clientsHtml, findingsHtml, matrixHtml, verdictHtml } from './html/target.js';
import { verdictOf } from './terminal/verdict.js';

/**
 * One file to share: no script, nothing that is loaded, and a policy that allows nothing but this very style, so that
 * what a server said can do nothing even where an escaper failed.
 */
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
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const [only] = targets;
  const what = targets.length === 1 && only !== undefined ? only.name : `${targets.length} servers`;
  return `${[
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${forMarkup(`${tool}: ${what}`, 120)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<header><h1>${forMarkup(`${tool}: ${what}`, 200)}</h1></header>`,
    `<main>${body}</main>`,
    `<footer><p>${forMarkup(`${tool} ${version}`, 80)}, rule set ${ruleset}, exit code ${exitCode}</p></footer>`,
    '</body></html>',
  ].join('\n')}\n`;
}
