import type { LogReport } from '../../../model.js';
import { asCode, asCodeBlock, forMarkdown } from '../../media.js';
import { readWords, windowWords } from './words.js';

const LONGEST = 600;

/** What logs tell, for a ticket. */
export function renderLogMarkdown(report: LogReport): string {
  const { verdict, patterns, exitCode, tool, version } = report;
  const fault = verdict.fault.length === 0 ? [] : [`**Fault:** ${verdict.fault.join(' or ')}`, ''];
  const lines = [
    `### ${exitCode === 0 ? '✅' : exitCode === 1 ? '❌' : '❔'} ${forMarkdown(verdict.title, LONGEST)}`,
    '',
    ...fault,
    ...verdict.do.map((step, at) => `${at + 1}. ${forMarkdown(step, LONGEST)}`),
    '',
    ...patterns.flatMap(({ title, severity, first, last, who, examples }) => [
      `- **${severity}** ${forMarkdown(title, LONGEST)}`,
      `  - ${forMarkdown(`${first ?? 'at a time that no line tells'}${last === first || last === null ? '' : ` to ${last}`}: ${who.join(', ')}`, LONGEST)}`,
      ...examples.map(({ file, line, text }) => `  - ${asCode(`${file}:${line} ${text}`, LONGEST)}`),
    ]),
    '',
    ...asCodeBlock(`${readWords(report)}\n${windowWords(report)}exit code ${exitCode}`, 'text', LONGEST),
    '',
    `<sub>${forMarkdown(`${tool} ${version}`, 80)}</sub>`,
  ];
  return `${lines.join('\n')}\n`;
}
