import { ERAS } from '../../../eras.js';
import type { CellId, ClientReport, Era, TargetReport } from '../../../model.js';
import { groupedIssues, type IssueGroup, type Subject, subjectsIn } from '../../issues.js';
import { forMarkup, proseForMarkup } from '../../media.js';
import { worstFirst } from '../../worstFirst.js';
import { CELL_IDS, HELLO_OF } from '../terminal/grid.js';
import { belowWords, leadsWords } from '../terminal/network.js';
import { cellWord, STYLE_OF, type Word } from '../terminal/severities.js';
import { placeOf, verdictOf } from '../terminal/verdict.js';

const WORDS: Record<Word, string> = {
  ok: '✓',
  note: '✓',
  warn: '! warning',
  fails: '✗ fails',
  skip: '',
  '?': '? unclear',
};
const CONNECTS = { true: '✓ connects', false: '✗ does not connect', null: '? cannot be told' };
const CONNECTS_STYLE = { true: 'good', false: 'bad', null: 'doubtful' };

/** The verdict of one target, whose fault it is and what to do. */
export function verdictHtml(target: TargetReport): string {
  const { sign, style, title, fault, because, steps, codes } = verdictOf(target);
  const reasons = because.length === 0 ? '' : `: ${because.join('; ')}`;
  const way = [
    ['Below HTTP', belowWords(target.network)],
    ['Leads to', leadsWords(target.redirects)],
  ] as const;
  return [
    `<h2><span class="${style}">${sign} ${forMarkup(title, 400)}</span></h2>`,
    `<p><code>${forMarkup(placeOf(target), 2000)}</code></p>`,
    `<p class="quiet">${forMarkup(factsOf(target), 400)}</p>`,
    ...(fault === '' ? [] : [`<p><strong>Fault:</strong> ${proseForMarkup(fault + reasons, 1000)}</p>`]),
    ...way.flatMap(([label, words]) =>
      words === '' ? [] : [`<p><strong>${label}:</strong> ${proseForMarkup(words, 1000)}</p>`],
    ),
    ...(steps.length === 0
      ? []
      : [
          `<h3>What to do</h3><ol>${steps.map((step, at) => `<li>${proseForMarkup(step, 1000)}${pasted(codes[at] ?? null)}</li>`).join('')}</ol>`,
        ]),
  ].join('\n');
}

/** Code below its step. */
function pasted(code: string | null): string {
  return code === null
    ? ''
    : `<pre>${code
        .split('\n')
        .map((line) => forMarkup(line, 1000))
        .join('\n')}</pre>`;
}

function factsOf({ identity, requests, ms }: TargetReport): string {
  const server = [identity?.name, identity?.version].filter((part) => part != null).join(' ');
  return `${server === '' ? '' : `${server}; `}${requests} requests, ${(ms / 1000).toFixed(1)} s`;
}

/** Cells as rows, each message of each era as a column. */
export function matrixHtml(target: TargetReport): string {
  const columns = ERAS.filter((era) => target.cells.some((cell) => cell.era === era)).flatMap((era) => [
    { era, message: 'hello', title: HELLO_OF[era] },
    { era, message: 'tools/list', title: 'tools/list' },
  ]);
  const rows = CELL_IDS.map((cell) => {
    const accept = target.cells.find((one) => one.cell === cell)?.request.accept;
    const sent = accept == null ? 'no line' : `<code>${forMarkup(accept, 120)}</code>`;
    const answers = columns.map(({ era, message }) => `<td>${answerHtml(target, cell, era, message)}</td>`);
    return `<tr><th scope="row">${cell}</th><td>${sent}</td>${answers.join('')}</tr>`;
  });
  const heads = columns.map(({ era, title }) => `<th scope="col">${title}<br>${era}</th>`);
  return [
    '<h3>The matrix</h3>',
    '<div class="wide" tabindex="0" role="region" aria-label="The matrix"><table class="matrix"><caption>What each Accept was answered</caption>',
    `<thead><tr><th scope="col">cell</th><th scope="col">Accept</th>${heads.join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n');
}

function answerHtml(target: TargetReport, cell: CellId, era: Era, message: string): string {
  const report = target.cells.find((one) => one.cell === cell && one.era === era && one.message === message);
  if (report === undefined) return '';
  const { response, failure, outcome, because } = report;
  if (response.status === null && failure === null)
    return `<span class="quiet">${forMarkup(because ?? '-', 200)}</span>`;
  const word = outcome === 'inconclusive' ? '?' : cellWord(target, cell, era);
  const came = response.status === null ? 'no answer' : `${response.status} ${response.mediaType ?? ''}`;
  return `<span class="${STYLE_OF[word]}">${forMarkup(`${came} ${WORDS[word]}`.trim(), 120)}</span>`;
}

/** What rules found, most severe first, each folded. */
export function findingsHtml({ issues }: Subject, title: string): string {
  const groups = groupedIssues(issues).filter(({ first }) => first.title !== title);
  if (groups.length === 0) return '';
  return ['<h3>Findings</h3>', ...groups.map(groupHtml)].join('\n');
}

const SEVERITY_STYLE = { error: 'bad', warning: 'doubtful', note: 'quiet' };

function groupHtml(group: IssueGroup): string {
  const { first } = group;
  const where = subjectsIn(group);
  return [
    `<details><summary><span class="${SEVERITY_STYLE[first.severity]}">${first.severity}</span> ${proseForMarkup(first.title, 300)} <code>${forMarkup(first.rule, 100)}</code></summary>`,
    `<p>${proseForMarkup(first.message, 1000)}</p>`,
    ...(where === '' ? [] : [`<p>Where: ${forMarkup(where, 600)}</p>`]),
    ...(first.steps.length === 0
      ? []
      : [`<ol>${first.steps.map((step) => `<li>${proseForMarkup(step, 1000)}</li>`).join('')}</ol>`]),
    '</details>',
  ].join('\n');
}

/** Who can connect: those that cannot first. */
export function clientsHtml(clients: ClientReport[] | null): string {
  if (clients === null || clients.length === 0) return '';
  const rows = worstFirst(clients).map(({ title, version, connects, because, fix }) => {
    const told = `<td class="${CONNECTS_STYLE[`${connects}`]}">${CONNECTS[`${connects}`]}</td>`;
    const mend = fix === null ? '' : ` <strong>Fix:</strong> ${proseForMarkup(fix.what, 600)}`;
    return `<tr><th scope="row">${forMarkup(title, 80)}</th><td>${forMarkup(version, 80)}</td>${told}<td>${proseForMarkup(because ?? '', 600)}${mend}</td></tr>`;
  });
  return [
    '<h3>Who can connect</h3>',
    '<div class="wide" tabindex="0" role="region" aria-label="Who can connect"><table><caption>Recorded clients, as each of them sends</caption>',
    '<thead><tr><th scope="col">client</th><th scope="col">version</th><th scope="col">connects</th><th scope="col">why</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n');
}
