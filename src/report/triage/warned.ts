import type { TargetReport } from '../../model.js';
import { plural } from '../../plural.js';
import type { Paint } from '../colour.js';
import { forTerminal } from '../escape.js';
import { grouped } from '../formats/terminal/severities.js';
import { stepsOf, verdictOf } from '../formats/terminal/verdict.js';
import { beside, proseWidth } from '../layout.js';
import type { View } from '../view.js';

const LONGEST = 300;

/** A warning, and of which servers it is true. */
interface Warned {
  names: string[];
  title: string;
  step: string | null;
}

/**
 * What is to be mended on servers that connect: each warning once, with the servers that it is true of.
 * @param most that are told; the rest is counted
 */
export function warned(targets: readonly TargetReport[], most: number, view: View, paint: Paint): string[] {
  const all = warningsOf(targets);
  const width = proseWidth(view.width);
  const rest = all.length - most;
  return [
    ...all
      .slice(0, most)
      .flatMap(({ names, title, step }) => [
        ...beside('! ', forTerminal(`${names.join(', ')}: ${title}`, LONGEST), width, (same) =>
          paint('doubtful', same),
        ),
        ...(step === null ? [] : beside('    ', forTerminal(step, LONGEST), width)),
      ]),
    ...(rest > 0 ? [`! and ${plural(rest, 'more warning')}: --verbose`] : []),
  ];
}

/** What is true of few servers comes first: it tells them apart. */
function warningsOf(targets: readonly TargetReport[]): Warned[] {
  const byRule = new Map<string, Warned>();
  for (const target of targets) {
    if (verdictOf(target).sign === '✗') continue;
    for (const { severity, first } of grouped(target.findings)) {
      if (severity !== 'warning') continue;
      const known = byRule.get(first.rule) ?? {
        names: [],
        title: first.title,
        step: stepsOf(first)[0] ?? null,
      };
      byRule.set(first.rule, { ...known, names: [...known.names, target.name] });
    }
  }
  return [...byRule.values()].sort((a, b) => a.names.length - b.names.length);
}
