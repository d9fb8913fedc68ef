import type { FleetReport } from '../../../model.js';
import { asCode, forMarkdown, inCell } from '../../media.js';
import { gaps, headline, listed, ruleWords, stanceWords } from './words.js';

const CAUSES = 50;
const EXAMPLES = 5;
const SIGN = { bad: '❌', doubtful: '❔' } as const;

/** A fleet for a job's summary or a comment. */
export function renderFleetMarkdown(report: FleetReport): string {
  const { causes, states, exitCode, tool, version } = report;
  const sign = states.bad > 0 ? '❌' : states.doubtful > 0 ? '❔' : '✅';
  const rows = causes.slice(0, CAUSES).map(({ state, cause, targets, title, fault, do: steps, examples }) => {
    const where = listed(
      examples.slice(0, EXAMPLES).map((one) => asCode(one, 200)),
      targets,
      EXAMPLES,
    );
    const cells = [
      `${SIGN[state]} ${targets}`,
      `${forMarkdown(title, 300)} (${asCode(cause, 100)})`,
      forMarkdown(fault, 200),
      forMarkdown(steps[0] ?? '', 300),
      where,
    ];
    return `| ${cells.map(inCell).join(' | ')} |`;
  });
  const rest = causes.length - CAUSES;
  const rules = ruleWords(report, 10);
  return `${[
    `### ${sign} ${headline(report)}`,
    '',
    ...(rows.length === 0
      ? []
      : ['| servers | what | fault | do | where |', '| --- | --- | --- | --- | --- |', ...rows, '']),
    ...(rest > 0 ? [`and ${rest} other causes`, ''] : []),
    ...(report.stances.length === 0 ? [] : [`- **Accept** ${forMarkdown(stanceWords(report))}`]),
    ...(rules === '' ? [] : [`- **rules** ${forMarkdown(rules)}`]),
    ...gaps(report).map((gap) => `- ${forMarkdown(gap, 1000)}`),
    `- ${forMarkdown(tool)} ${version}, exit code ${exitCode}, ${report.requests} requests`,
  ].join('\n')}\n`;
}
