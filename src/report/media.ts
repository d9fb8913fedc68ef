import { forTerminal } from './escape.js';

/**
 * The escapers of other media than a terminal. Each makes the text harmless to look at first, as for a terminal, on
 * one line, and then takes from it what the medium itself would obey.
 */

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text of an element or an attribute, in XML and in HTML: no markup, no end of a CDATA section, no script. */
export function forMarkup(text: string, max?: number): string {
  return entities(forTerminal(text, max));
}

/** Running text of ours or of others: what stands between backticks is code. */
export function proseForMarkup(text: string, max?: number): string {
  return spans(forMarkup(text, max), {
    prose: (part) => part,
    code: (part) => `<code>${part}</code>`,
    backtick: '`',
  });
}

interface Spans {
  prose: (part: string) => string;
  code: (part: string) => string;
  /** One that opens nothing. */
  backtick: string;
}

/** What stands between backticks as code; the last one of an odd number opens nothing. */
function spans(text: string, { prose, code, backtick }: Spans): string {
  const parts = text.split('`');
  const paired = parts.length % 2 === 1;
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return prose(part);
      return paired || at < parts.length - 1 ? code(part) : `${backtick}${prose(part)}`;
    })
    .join('');
}

/** A text of several lines, each of them harmless. @param max the most code points of one line */
export function linesForMarkup(text: string, max?: number): string {
  return harmlessLines(text, max).map(entities).join('\n');
}

function entities(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** The lines of a text, each as a terminal may show it. */
export function harmlessLines(text: string, max?: number): string[] {
  return text.split(/\r\n|\n/).map((line) => forTerminal(line, max));
}

/**
 * Running text of GitHub's Markdown: no markup but code where the text has it between backticks, and nothing that
 * GitHub makes a link of (`@team`, `#12`, a URL), which would notify people or lead them away.
 */
export function forMarkdown(text: string, max?: number): string {
  return spans(forTerminal(text, max), { prose: asProse, code: asCode, backtick: '\\`' });
}

function asProse(text: string): string {
  return text
    .replace(/[\\*_{}[\]()<>#|~&$]/g, '\\$&')
    .replace(/^(\s*)([-+=]|\d+[.)])/, '$1&#8203;$2')
    .replace(/@|:(?=\/\/)|\b(?:www|GH)(?=[.-])|\\#/gi, '$&<!-- -->');
}

/** A code span that holds the text whatever it holds. */
export function asCode(text: string, max?: number): string {
  const shown = forTerminal(text, max);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^`|`$|^ .* $|^$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** What stands in a cell of a table, where `|` ends it even in code. */
export function inCell(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/g, '\\|');
}

/** A fenced block that ends where we end it. @param language what GitHub colours it as */
export function asCodeBlock(text: string, language = 'text', max?: number): string[] {
  const lines = harmlessLines(text, max);
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** What a workflow command says: https://github.com/actions/toolkit, `packages/core/src/command.ts`. */
export function forCommand(text: string, max?: number): string {
  return forTerminal(text, max).replaceAll('%', '%25');
}

/** The value of a property of a workflow command. */
export function forCommandProperty(text: string, max?: number): string {
  return forCommand(text, max).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A message of SARIF, in which `[words](address)` would be a link. */
export function forSarif(text: string, max?: number): string {
  return forTerminal(text, max).replace(/[\\[\]]/g, '\\$&');
}
