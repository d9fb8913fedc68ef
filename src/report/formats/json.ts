import { jsonForTerminal } from '../escape.js';

/**
 * A report as other tools read it: `rules/schema/report.schema.json`, and the schemas beside it for those of `lint`
 * and `fix`. Safe to look at on a terminal too.
 */
export function renderJson(report: object): string {
  return `${jsonForTerminal(report)}\n`;
}
