import type { FleetCause, FleetReport } from '../../../model.js';
import { forMarkup, proseForMarkup } from '../../media.js';
import { htmlPage } from '../html/page.js';
import { gaps, headline } from './words.js';

const SIGN = { bad: '✗', doubtful: '~' } as const;
const STATES = [
  ['bad', 'wrong', '✗ not as it should be'],
  ['doubtful', 'open', '~ could not be told'],
  ['good', 'fine', '✓ as it should be'],
] as const;

/** One page about a fleet, to share: causes first, each with what to do and where; then what is spread how. */
export function renderFleetHtml(report: FleetReport): string {
  const { tool, version, ruleset, exitCode, shard, requests, targets } = report;
  const body = [
    `<p>${forMarkup(headline(report))}.</p>`,
    ...gaps(report).map((gap) => `<p class="doubtful">${forMarkup(gap, 1000)}</p>`),
    statesHtml(report),
    causesHtml(report),
    sharesHtml(
      'What they do with an incomplete Accept',
      ['protocol', 'stance'],
      report.stances.map(({ era, stance, targets: count }) => [[era, stance], count]),
      targets,
    ),
    sharesHtml(
      'Rules that failed',
      ['severity', 'rule'],
      report.rules.map(({ severity, rule, targets: count }) => [[severity, rule], count]),
      targets,
    ),
  ];
  const foot = [
    `${tool} ${version}`,
    ...(ruleset === null ? [] : [`rule set ${ruleset}`]),
    ...(shard === null ? [] : [`shard ${shard.index} of ${shard.of}`]),
    `${requests} requests`,
    `exit code ${exitCode}`,
  ];
  return htmlPage(`${tool}: ${targets} servers`, body.join('\n'), forMarkup(foot.join(', ')));
}

function statesHtml({ states, targets }: FleetReport): string {
  const rows = STATES.map(([state, fill, words]) => {
    const style = state === 'good' ? 'good' : state === 'bad' ? 'bad' : 'doubtful';
    return `<tr><th scope="row"><span class="${style}">${words}</span></th><td>${states[state]}</td><td>${bar(states[state], targets, fill)}</td></tr>`;
  });
  return table('How they are', `How many servers, of ${targets}`, ['state', 'servers', 'share'], rows);
}

function causesHtml({ causes }: FleetReport): string {
  if (causes.length === 0) return '';
  return ['<h2>What is wrong</h2>', ...causes.map(causeHtml)].join('\n');
}

function causeHtml({ state, cause, targets, title, fault, do: steps, examples }: FleetCause): string {
  const rest = targets - examples.length;
  const style = state === 'bad' ? 'bad' : 'doubtful';
  return [
    `<details${style === 'bad' ? ' open' : ''}><summary><span class="${style}">${SIGN[style]} ${targets}</span> ${proseForMarkup(title, 300)} <code>${forMarkup(cause, 100)}</code></summary>`,
    ...(fault === '' ? [] : [`<p><strong>Fault:</strong> ${proseForMarkup(fault, 300)}</p>`]),
    ...(steps.length === 0
      ? []
      : [`<ol>${steps.map((step) => `<li>${proseForMarkup(step, 1000)}</li>`).join('')}</ol>`]),
    `<ul>${examples.map((one) => `<li><code>${forMarkup(one, 500)}</code></li>`).join('')}${rest > 0 ? `<li>and ${rest} more</li>` : ''}</ul>`,
    '</details>',
  ].join('\n');
}

/** How many of all have each of these. */
function sharesHtml(
  title: string,
  names: [string, string],
  rows: readonly (readonly [[string, string], number])[],
  of: number,
): string {
  if (rows.length === 0) return '';
  const lines = rows.map(
    ([[kind, what], count]) =>
      `<tr><td>${forMarkup(kind, 80)}</td><th scope="row">${forMarkup(what, 120)}</th><td>${count}</td><td>${bar(count, of, 'receive')}</td></tr>`,
  );
  return table(title, `How many servers, of ${of}`, [...names, 'servers', 'share'], lines);
}

function table(title: string, caption: string, heads: readonly string[], rows: readonly string[]): string {
  return [
    `<h2>${title}</h2>`,
    `<div class="wide" tabindex="0" role="region" aria-label="${title}"><table class="shares"><caption>${caption}</caption>`,
    `<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n');
}

function bar(count: number, of: number, fill: string): string {
  const width = of === 0 ? 0 : (count / of) * 1000;
  return `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="${fill}" x="0" y="1" width="${width.toFixed(1)}" height="8"/></svg>`;
}
