import type { Report } from '../../model.js';
import { jsonForTerminal } from '../escape.js';

/** The report as other tools read it: `rules/schema/report.schema.json`. Safe to look at on a terminal too. */
export function renderJson(report: Report): string {
  return `${jsonForTerminal(report)}\n`;
}
