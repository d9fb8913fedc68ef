import type { Outcome, ProbeReport, TargetReport } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, padded, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';
import { answerOf } from './matrix.js';
import { type FindingGroup, probeWord, STYLE_OF } from './severities.js';

const OUTCOMES: Outcome[] = ['passed', 'failed', 'skipped', 'inconclusive'];

/** The probes around the cells: how they ended, and the ones to look at. */
export function probes(target: TargetReport, groups: FindingGroup[], view: View, paint: Paint): string[] {
  if (target.probes.length === 0) return [];
  const count = (outcome: Outcome) => target.probes.filter((probe) => probe.outcome === outcome).length;
  const width = proseWidth(view.width);
  const counts = OUTCOMES.map((outcome) => `${count(outcome)} ${outcome}`).join(', ');
  const shown = target.probes.filter(({ outcome }) => outcome === 'failed' || outcome === 'inconclusive');
  return [
    '',
    ...beside('Probes around the cells: ', counts, width, (label) => paint('strong', label)),
    ...shown.flatMap((probe) => {
      const word = probeWord(target, probe);
      const name = `${probe.era === null ? '' : `${probe.era}/`}${forTerminal(probe.probe, 60)}`;
      const because = probe.because === null ? '' : `: ${forTerminal(probe.because, 200)}`;
      const text = `${name}, ${forTerminal(probe.message, 40)}: ${answerOf(probe, true)}${because}${see(probe, groups)}`;
      return beside(`  ${padded(word, 6)}`, text, width, (label) => paint(STYLE_OF[word], label));
    }),
  ];
}

function see({ id }: ProbeReport, groups: FindingGroup[]): string {
  const own = groups.filter((group) => group.findings.some((finding) => finding.evidence.includes(id)));
  return own.length === 0 ? '' : ` (see ${own.map((group) => `#${group.number}`).join(' ')})`;
}

/** What was planned and left out, by reason. */
export function notSent(target: TargetReport, view: View, paint: Paint): string[] {
  if (target.notSent.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { flow, reason } of target.notSent) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), forTerminal(flow, 80)]);
  }
  return [
    '',
    paint('strong', 'Not sent'),
    ...[...byReason].flatMap(([reason, flows]) =>
      beside('  ', `${flows.join(', ')}: ${forTerminal(reason, 300)}`, proseWidth(view.width)),
    ),
  ];
}
