import { SEVERITIES } from '../../../judge/severity.js';
import type {
  CellId,
  CellReport,
  Era,
  Finding,
  Outcome,
  ProbeReport,
  Severity,
  TargetReport,
} from '../../../model.js';
import { plural } from '../../../plural.js';
import type { Style } from '../../colour.js';

/** What a cell or a probe comes to, in one word. Only an error is a `fails`. */
export type Word = 'ok' | 'note' | 'warn' | 'fails' | 'skip' | '?';

export const STYLE_OF: Record<Word, Style> = {
  ok: 'good',
  note: 'quiet',
  warn: 'doubtful',
  fails: 'bad',
  skip: 'quiet',
  '?': 'doubtful',
};

const WORD_OF_SEVERITY: Record<Severity, Word> = { error: 'fails', warning: 'warn', note: 'note' };
const WORD_OF_OUTCOME: Record<Outcome, Word> = {
  passed: 'ok',
  failed: 'fails',
  skipped: 'skip',
  inconclusive: '?',
};

/** The findings of one rule, shown as one, with the number it is referred to by. */
export interface FindingGroup {
  number: number;
  severity: Severity;
  first: Finding;
  findings: Finding[];
}

/** Findings by rule, most severe first, numbered from 1. */
export function grouped(findings: Finding[]): FindingGroup[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    byRule.set(key, [...(byRule.get(key) ?? []), finding]);
  }
  return SEVERITIES.flatMap((severity) =>
    [...byRule.values()].flatMap((same) => {
      const first = same[0];
      return first?.severity === severity ? [{ severity, first, findings: same }] : [];
    }),
  ).map((group, at) => ({ number: at + 1, ...group }));
}

/** `2 errors, 1 warning`; empty without findings. */
export function counted(findings: readonly { severity: Severity }[]): string {
  return SEVERITIES.flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  }).join(', ');
}

/** What a cell of one era comes to: its worst finding, else the worst outcome of its exchanges. */
export function cellWord(target: TargetReport, cell: CellId, era: Era | null): Word {
  const own = target.findings.filter((finding) => concerns(finding, cell, era));
  const severity = worst(own);
  if (severity !== null) return WORD_OF_SEVERITY[severity];
  const reports = target.cells.filter((report) => report.cell === cell && report.era === era);
  // A limit is often met elsewhere: the finding names the exchange, and no cell or another.
  const met = reports.find(({ outcome }) => outcome === 'failed');
  const named = worst(
    target.findings.filter(({ evidence }) => met !== undefined && evidence.includes(met.id)),
  );
  if (named !== null) return WORD_OF_SEVERITY[named];
  const outcomes = reports.map(({ outcome }) => outcome);
  const order: Outcome[] = ['failed', 'inconclusive', 'passed', 'skipped'];
  return WORD_OF_OUTCOME[order.find((outcome) => outcomes.includes(outcome)) ?? 'skipped'];
}

/** What a probe around the cells comes to. */
export function probeWord(target: TargetReport, probe: ProbeReport): Word {
  if (probe.outcome !== 'failed') return WORD_OF_OUTCOME[probe.outcome];
  const severity = worst(target.findings.filter((finding) => finding.evidence.includes(probe.id)));
  return severity === null ? 'fails' : WORD_OF_SEVERITY[severity];
}

/** Does the finding stand in this cell? One without an era stands in both. */
export function concerns(finding: Finding, cell: CellId, era: Era | null): boolean {
  return finding.cell === cell && (finding.era === null || era === null || finding.era === era);
}

function worst(findings: Finding[]): Severity | null {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? null;
}

/** Something went out for it, whatever came back. */
export function wasSent({ response, failure }: CellReport): boolean {
  return response.status !== null || failure !== null;
}
