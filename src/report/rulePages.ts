import type { Rule, RulesetId, Severity } from '../model.js';
import { type Paint, painter, type Style } from './colour.js';
import { forTerminal } from './escape.js';
import { requirementText } from './formats/terminal/findings.js';
import { beside, numbered, padded, proseWidth, type TableCell, table } from './layout.js';
import { NARROWEST, type View } from './view.js';

const RULESETS: RulesetId[] = ['spec', 'recommended', 'strict'];
const STYLES: Record<Severity | 'off', Style> = {
  error: 'bad',
  warning: 'doubtful',
  note: 'strong',
  off: 'quiet',
};
const TABLE_FROM = 90;
const FRAMEWORKS: Record<string, string> = { express: 'Express', hono: 'Hono' };

/** All rules: what each finds and how severe that is in each rule set. A list where a table would not fit. */
export function renderRuleTable(rules: Rule[], view: View): string {
  const paint = painter(view.color);
  const width = Math.max(NARROWEST, view.width);
  const body = width >= TABLE_FROM ? ruleTable(rules, width, paint) : ruleList(rules, width, paint);
  const more = beside('', 'One rule in full: mcp-accept rules <id>', width);
  return text([...body, '', `${rules.length} rules`, ...more]);
}

function ruleTable(rules: Rule[], width: number, paint: Paint): string[] {
  const columns = [
    { title: 'rule', min: 20 },
    ...RULESETS.map((title) => ({ title, min: null })),
    { title: 'what it finds', min: 20 },
  ];
  const rows = rules.map((rule): TableCell[] => [
    { text: forTerminal(rule.id, 100) },
    ...RULESETS.map((ruleset) => {
      const severity = rule.severity[ruleset];
      return { text: severity, paint: (shown: string) => paint(STYLES[severity], shown) };
    }),
    { text: forTerminal(rule.title, 200) },
  ]);
  const [titles = '', ...rest] = table(columns, rows, width);
  return [paint('quiet', titles), ...rest];
}

function ruleList(rules: Rule[], width: number, paint: Paint): string[] {
  return rules.flatMap((rule) => [
    ...beside('', forTerminal(rule.id, 100), width).map((line) => paint('strong', line)),
    ...beside('  ', forTerminal(rule.title, 200), width),
    ...beside('  ', severities(rule), width),
  ]);
}

/**
 * One rule on one page: why it exists, who demands it, how to mend what it finds.
 *
 * @param snippets code by framework (`express`, `hono`); printed as it is, at the left edge, for copying
 */
export function renderRulePage(rule: Rule, snippets: Record<string, string>, view: View): string {
  const paint = painter(view.color);
  const width = proseWidth(Math.max(NARROWEST, view.width));
  const { server, client } = rule.remediation;
  const section = (title: string, body: string[]) =>
    body.length === 0 ? [] : ['', paint('strong', title), ...body];
  const prose = (content: string) => beside('  ', content, width);
  const row = (label: string, content: string) => beside(padded(`  ${label}`, 13), content, width);
  return text([
    ...beside('', forTerminal(rule.id, 100), width).map((line) => paint('strong', line)),
    ...beside('', forTerminal(rule.title, 200), width),
    ...section('Why', prose(forTerminal(rule.why, 4000))),
    ...section('Requirement', prose(requirementText(rule.requirement))),
    ...section('Severity', prose(severities(rule))),
    ...section('What it says', [
      ...row('eras', rule.eras.join(', ')),
      ...row('expected', forTerminal(rule.expected, 1000)),
      ...row('actual', forTerminal(rule.message, 1000)),
    ]),
    ...section(
      'Fix on the server',
      numbered(
        server.steps.map((step) => forTerminal(step, 1000)),
        width,
        '  ',
      ),
    ),
    ...server.snippets.flatMap((name) => {
      const code = snippets[name];
      return code === undefined
        ? []
        : section(`Code for ${FRAMEWORKS[name] ?? name}`, ['', ...verbatim(code)]);
    }),
    ...section('For the client', client === null ? [] : prose(forTerminal(client.note, 1000))),
    ...section(
      'References',
      rule.references.flatMap((reference) => prose(forTerminal(reference, 500))),
    ),
  ]);
}

function severities({ severity }: Rule): string {
  return RULESETS.map((ruleset) => `${ruleset}: ${severity[ruleset]}`).join(', ');
}

/** Code keeps its lines, indents and width; only what could harm a terminal is made visible. */
function verbatim(code: string): string[] {
  const lines = code.replaceAll('\r\n', '\n').replaceAll('\t', '  ').split('\n');
  return lines.map((line) => forTerminal(line).trimEnd());
}

function text(lines: string[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}
