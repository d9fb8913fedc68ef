import type { Finding, Requirement, Severity } from '../../../model.js';
import type { Paint, Style } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, numbered, padded, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';
import type { FindingGroup } from './severities.js';

const WORDS: Record<Severity, { word: string; style: Style }> = {
  error: { word: 'ERROR', style: 'bad' },
  warning: { word: 'WARNING', style: 'doubtful' },
  note: { word: 'NOTE', style: 'quiet' },
};
const LABEL = 16;
const MESSAGES_SHOWN = 4;
const EVIDENCE_SHOWN = 6;

/** Each rule that failed: where, what was demanded, what came, what to change. */
export function findings(groups: FindingGroup[], view: View, paint: Paint): string[] {
  return groups.flatMap((group) => ['', ...finding(group, proseWidth(view.width), paint)]);
}

function finding(group: FindingGroup, width: number, paint: Paint): string[] {
  const { first, findings: all } = group;
  const { word, style } = WORDS[group.severity];
  const row = (label: string, text: string) =>
    beside(padded(`   ${label}`, LABEL), text, width, (same) => paint('quiet', same));
  return [
    ...beside(`#${group.number} ${word}  `, forTerminal(first.title, 200), width, (same) =>
      paint(style, same),
    ),
    ...row('rule', forTerminal(first.rule, 100)),
    ...row('where', places(all)),
    ...row('requirement', requirementText(first.requirement)),
    ...differing(all, 'expected').flatMap((text) => row('expected', text)),
    ...differing(all, 'message').flatMap((text) => row('actual', text)),
    ...remedy(first, width, row, paint),
    ...row('evidence', evidence(all)),
  ];
}

/** `MUST (source): text`, or that it is our advice only. */
export function requirementText(requirement: Requirement | null): string {
  if (requirement === null) return 'no text demands this; it is what helps people';
  const { keyword, source, text } = requirement;
  return `${keyword}: ${forTerminal(text, 600)} (${forTerminal(source, 300)})`;
}

function remedy(
  { rule, remediation }: Finding,
  width: number,
  row: (label: string, text: string) => string[],
  paint: Paint,
): string[] {
  const { server, client } = remediation;
  const steps = server.steps.map((step) => forTerminal(step, 1000));
  const only = steps.length === 1 ? steps[0] : undefined;
  const lines = only === undefined ? numbered(steps, width, ' '.repeat(LABEL)) : row('fix, server', only);
  if (lines[0] !== undefined && only === undefined) {
    lines[0] = paint('quiet', padded('   fix, server', LABEL)) + lines[0].slice(LABEL);
  }
  return [
    ...lines,
    ...code(rule, server).flatMap((text) => row('code', text)),
    ...(client === null ? [] : row('client', forTerminal(client.note, 1000))),
  ];
}

/** The command that prints it; one line of code stands in its words. */
function code(rule: string, { remedy: known, dialects }: Finding['remediation']['server']): string[] {
  const command = `mcp-accept rules ${forTerminal(rule, 100)} --dialect`;
  if (known !== null) return [`${known.step} ${command} ${known.dialect}`];
  return dialects.length === 0 ? [] : [`${command} ${dialects.join('|')}`];
}

/** `missing, json-only (legacy); wildcard (modern)`. */
function places(all: Finding[]): string {
  const byEra = new Map<string, Set<string>>();
  for (const { cell, era } of all) {
    const key = era ?? 'any era';
    byEra.set(key, (byEra.get(key) ?? new Set()).add(cell ?? 'outside the cells'));
  }
  return [...byEra].map(([era, cells]) => `${[...cells].join(', ')} (${era})`).join('; ');
}

/** What was said of each finding, once where all say the same; with its place where they differ. */
function differing(all: Finding[], field: 'message' | 'expected'): string[] {
  const byText = new Map<string, Finding[]>();
  for (const one of all) byText.set(one[field], [...(byText.get(one[field]) ?? []), one]);
  const texts = [...byText].map(([text, own]) =>
    byText.size === 1 ? forTerminal(text, 600) : `${places(own)}: ${forTerminal(text, 400)}`,
  );
  const more = texts.length - MESSAGES_SHOWN;
  return more > 0 ? [...texts.slice(0, MESSAGES_SHOWN), `and ${more} more: --format json`] : texts;
}

function evidence(all: Finding[]): string {
  const ids = [...new Set(all.flatMap((one) => one.evidence))].map((id) => forTerminal(id, 80));
  const more = ids.length - EVIDENCE_SHOWN;
  return ids.slice(0, EVIDENCE_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
