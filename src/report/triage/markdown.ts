import type { TriageOfTarget, TriageReport } from '../../model.js';
import { renderMarkdown } from '../formats/markdown.js';
import { asCode, forMarkdown } from '../media.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';
import { madeWords } from './made.js';
import { wayWords } from './way.js';

const LONGEST = 600;

/** The report as a comment, and below it what a ticket needs beside it. */
export function renderTriageMarkdown(report: TriageReport, view: View, run: Run): string {
  const { triage, targets } = report;
  const lines = triage.targets.flatMap((one, at) => {
    const target = targets[at];
    const network = target?.network ?? null;
    const repeat = target?.repeat ?? null;
    return [
      `### ${asCode(one.name)}`,
      '',
      ...steps(one),
      ...listed('Below HTTP', network === null ? [] : [wayWords(network)]),
      ...listed(
        'Repeated',
        repeat === null ? [] : [repeat.sentence, ...(repeat.because === null ? [] : [repeat.because])],
      ),
      ...listed('Took part', one.involved),
      ...listed('Tried', one.tried),
    ];
  });
  const hidden = triage.hiddenHosts === 0 ? [] : [`${triage.hiddenHosts} private hosts have stand-ins.`, ''];
  return `${renderMarkdown(report, view, run)}\n## Ticket\n\n${[...lines, ...hidden].join('\n')}${forMarkdown(madeWords(triage))}\n`;
}

function steps({ next }: TriageOfTarget): string[] {
  return [
    ...listed('Next, for the user', next.user),
    ...listed('Next, for who runs the server', next.operator),
  ];
}

function listed(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [`**${title}**`, '', ...items.map((item) => `- ${forMarkdown(item, LONGEST)}`), ''];
}
