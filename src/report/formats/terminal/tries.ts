import type { RepeatReport, TargetReport } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

const LABEL = '  tries  ';
const INDENT = ' '.repeat(LABEL.length);

/** What many handshakes came to: the rate, how long they took, and in what order they failed. */
export function tries({ repeat, diagnosis }: TargetReport, view: View, paint: Paint): string[] {
  if (repeat === null) return [];
  const width = proseWidth(view.width);
  const { sentence, because, notes, failed, sequence } = repeat;
  // Beside health the line above says it.
  const why = because === null || diagnosis?.class === 'health' ? [] : [because];
  const lines = [sentence, ...why, ...timesOf(repeat), ...notes].map((text) => forTerminal(text, 600));
  return [
    ...beside(LABEL, lines.join('; '), width, (same) => paint('strong', same)),
    ...(failed === 0 ? [] : rows(sequence, width - INDENT.length).map((row) => `${INDENT}${row}`)),
  ];
}

function timesOf({ latencyMs }: RepeatReport): string[] {
  if (latencyMs === null) return [];
  const { p50, p99, max } = latencyMs;
  return [`half within ${inWords(p50)}, 99 % within ${inWords(p99)}, the slowest ${inWords(max)}`];
}

function inWords(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

/** `++++++-+++ ++++++++++`, in tens. */
function rows(sequence: string, width: number): string[] {
  const tens = sequence.match(/.{1,10}/g) ?? [];
  const each = Math.max(1, Math.floor((width + 1) / 11));
  return Array.from({ length: Math.ceil(tens.length / each) }, (_, row) =>
    tens.slice(row * each, (row + 1) * each).join(' '),
  );
}
