import type { ConfigRule, Dialect, Remedy, Rule, RulesetId, Severity } from '../model.js';
import { type Paint, painter, type Style } from './colour.js';
import { forTerminal } from './escape.js';
import { requirementText } from './formats/terminal/findings.js';
import { harmWords } from './harmWords.js';
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

/** What every kind of rule says of itself. */
type Entitled = Pick<Rule, 'id' | 'title' | 'severity'>;

/** All rules: what each finds and how severe that is in each rule set. A list where a table would not fit. */
export function renderRuleTable(rules: Entitled[], view: View): string {
  const paint = painter(view.color);
  const width = Math.max(NARROWEST, view.width);
  const body = width >= TABLE_FROM ? ruleTable(rules, width, paint) : ruleList(rules, width, paint);
  const more = beside('', 'One rule in full: mcp-accept rules <id>', width);
  return text([...body, '', `${rules.length} rules`, ...more]);
}

function ruleTable(rules: Entitled[], width: number, paint: Paint): string[] {
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

function ruleList(rules: Entitled[], width: number, paint: Paint): string[] {
  return rules.flatMap((rule) => [
    ...beside('', forTerminal(rule.id, 100), width).map((line) => paint('strong', line)),
    ...beside('  ', forTerminal(rule.title, 200), width),
    ...beside('  ', severities(rule), width),
  ]);
}

/**
 * One rule on one page: why it exists, who demands it, how to mend what it finds.
 *
 * @param remedy the same in code; in one dialect it is printed as it is, at the left edge, for copying
 */
export function renderRulePage(
  rule: Rule,
  remedy: Remedy | null,
  dialect: Dialect | null,
  view: View,
): string {
  const { server, client } = rule.remediation;
  return page(rule, view, ({ section, steps, prose }) => [
    ...section('Fix on the server', steps(server.steps)),
    ...code(rule, remedy, dialect, { section, steps, prose }),
    ...section('For the client', client === null ? [] : prose(client.note)),
  ]);
}

function code(
  rule: Rule,
  remedy: Remedy | null,
  dialect: Dialect | null,
  { section, prose }: Parts,
): string[] {
  if (remedy === null) return [];
  const known = dialect === null ? undefined : remedy.dialects[dialect];
  if (known !== undefined) {
    const lines = known.code === null ? [] : ['', ...verbatim(known.code)];
    return section('Code', [...prose(known.step), ...lines]);
  }
  const names = Object.keys(remedy.dialects).join('|');
  return section('Code', prose(`mcp-accept rules ${rule.id} --dialect ${names}`));
}

/** The same for a rule about configurations. */
export function renderConfigRulePage(rule: ConfigRule, view: View): string {
  return page(rule, view, ({ section, steps }) => section('Fix in the file', steps(rule.remediation.steps)));
}

/** The parts that a page is made of, in its width. */
interface Parts {
  section(title: string, body: string[]): string[];
  steps(steps: string[]): string[];
  prose(content: string): string[];
}

function page(rule: Rule | ConfigRule, view: View, fixes: (parts: Parts) => string[]): string {
  const paint = painter(view.color);
  const width = proseWidth(Math.max(NARROWEST, view.width));
  const section = (title: string, body: string[]) =>
    body.length === 0 ? [] : ['', paint('strong', title), ...body];
  const prose = (content: string) => beside('  ', forTerminal(content, 4000), width);
  const row = (label: string, content: string) =>
    beside(padded(`  ${label}`, 13), forTerminal(content, 1000), width);
  const steps = (all: string[]) =>
    numbered(
      all.map((step) => forTerminal(step, 1000)),
      width,
      '  ',
    );
  const only =
    'eras' in rule ? row('eras', rule.eras.join(', ')) : row('in', rule.formats.join(', ') || 'every client');
  return text([
    ...beside('', forTerminal(rule.id, 100), width).map((line) => paint('strong', line)),
    ...beside('', forTerminal(rule.title, 200), width),
    ...section('Why', prose(rule.why)),
    ...section('Requirement', beside('  ', requirementText(rule.requirement), width)),
    ...section('Severity', prose(severities(rule))),
    ...('harms' in rule ? section('Whom it hurts', prose(sentence(harmWords(rule.harms)))) : []),
    ...section('What it says', [...only, ...row('expected', rule.expected), ...row('actual', rule.message)]),
    ...fixes({ section, steps, prose }),
    ...section('References', rule.references.flatMap(prose)),
  ]);
}

function severities({ severity }: Entitled): string {
  return RULESETS.map((ruleset) => `${ruleset}: ${severity[ruleset]}`).join(', ');
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Code keeps its lines, indents and width; only what could harm a terminal is made visible. */
function verbatim(code: string): string[] {
  const lines = code.replaceAll('\r\n', '\n').replaceAll('\t', '  ').split('\n');
  return lines.map((line) => forTerminal(line).trimEnd());
}

function text(lines: string[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}
