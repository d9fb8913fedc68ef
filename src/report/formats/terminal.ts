import type { ClientReport, Configuration, Report, TargetReport } from '../../model.js';
import { type Paint, painter } from '../colour.js';
import { forTerminal } from '../escape.js';
import { beside, proseWidth } from '../layout.js';
import { NARROWEST, type View } from '../view.js';
import { clients } from './terminal/clients.js';
import { findings } from './terminal/findings.js';
import { footer } from './terminal/footer.js';
import { headline, verdictOf } from './terminal/headline.js';
import { hints } from './terminal/hints.js';
import { matrix } from './terminal/matrix.js';
import { notSent, probes } from './terminal/probes.js';
import { grouped } from './terminal/severities.js';

/**
 * The report for a person at a terminal. No line is wider than the view, save URLs and the JSON block;
 * without colour there is no escape sequence in it, whatever a server said.
 */
export function renderTerminal(report: Report, view: View): string {
  const fitting = { ...view, width: Math.max(NARROWEST, view.width) };
  const paint = painter(view.color);
  const several = report.targets.length > 1;
  const targets = report.targets.map((target) =>
    several && isFine(target) ? briefly(target, fitting, paint) : oneTarget(target, report, fitting, paint),
  );
  const divider = ['', '='.repeat(proseWidth(fitting.width)), ''];
  const lines = [
    ...overview(report, fitting, paint),
    ...targets.flatMap((target, at) => (at === 0 ? target : [...divider, ...target])),
    '',
    ...footer(report, fitting).map((line) => paint('quiet', line)),
  ];
  return `${lines.join('\n')}\n`;
}

function oneTarget(target: TargetReport, { configuration }: Report, view: View, paint: Paint): string[] {
  const groups = grouped(target.findings);
  return [
    ...headline(target, groups, view, paint),
    ...matrix(target, groups, view, paint),
    ...findings(groups, view, paint),
    ...probes(target, groups, view, paint),
    ...notSent(target, view, paint),
    ...clients(target.clients, view, paint),
    // Who has an entry already needs none to paste: `fix` changes that one.
    ...(configuration === null ? hints(target.hints, view, paint) : mendedBy(target, configuration, view)),
  ];
}

/** What mends the entry that is there, where `fix` can. */
function mendedBy({ clients }: TargetReport, { file, format }: Configuration, view: View): string[] {
  const mine = (clients ?? []).find(({ yours }) => yours);
  if (mine === undefined || !isMendedByFix(mine)) return [];
  // Claude Code writes this file while it runs.
  const does = format === 'claude-user' ? 'prints the line that makes the change' : 'makes the change';
  return ['', ...beside('', `mcp-accept fix ${forTerminal(shellWord(file), 200)} ${does}.`, view.width)];
}

/** It removes headers and names the transport; it knows no credentials, and puts no bridge in between. */
function isMendedByFix({ cause, fix }: ClientReport): boolean {
  if (fix?.where !== 'configuration') return false;
  if (cause?.kind === 'configured-header') return cause.withoutConnects !== false;
  return cause?.kind === 'old-transport' && fix.proved === null;
}

function shellWord(text: string): string {
  return /^[\w./:@%+=~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A server of several that nothing is wrong with: what there is to say of it by itself. */
function briefly(target: TargetReport, view: View, paint: Paint): string[] {
  const more = `All of it: the same command with --server ${forTerminal(target.name, 80)}`;
  return [
    ...headline(target, grouped(target.findings), view, paint),
    ...beside('  ', more, view.width).map((line) => paint('quiet', line)),
  ];
}

function isFine(target: TargetReport): boolean {
  return target.hints.mcpJson !== null && verdictOf(target, grouped(target.findings)).mark === '✓';
}

/** Which of several is the bad one; what of a configuration was left alone, and why. */
function overview({ targets, configuration }: Report, view: View, paint: Paint): string[] {
  if (targets.length === 0) return ['No target was probed.'];
  const skipped = (configuration?.skipped ?? []).flatMap(({ server, reason }) =>
    beside(`  ${'skipped'.padEnd(12)}`, forTerminal(`${server}: ${reason}`, 300), view.width, (label) =>
      paint('quiet', label),
    ),
  );
  if (targets.length === 1 && skipped.length === 0) return [];
  const lines = targets.flatMap((target) => {
    const { word, mark, style, sentence } = verdictOf(target, grouped(target.findings));
    const place = target.notJudged?.reason === 'configuration' ? ` ${target.notJudged.detail}` : '';
    const text = mark === '✓' ? target.name : `${target.name}: ${sentence}${place}`;
    return beside(`${mark} ${word.padEnd(12)}`, forTerminal(text, 400), view.width, (label) =>
      paint(style, label),
    );
  });
  return [...beside('', titleOf(targets, configuration), view.width), ...lines, ...skipped, ''].map(
    (line, at) => (at === 0 ? paint('strong', line) : line),
  );
}

function titleOf(targets: TargetReport[], configuration: Configuration | null): string {
  const count = `${targets.length} ${targets.length === 1 ? 'server' : 'servers'}`;
  const of =
    configuration === null
      ? ''
      : ` of ${forTerminal(configuration.file, 200)} (${forTerminal(configuration.client, 80)})`;
  const bad = targets.filter((target) => isBad(target)).map(({ name }) => forTerminal(name, 80));
  if (targets.length === 1 || bad.length === 0) return `${count}${of}`;
  return `${count}${of}; ${bad.length === 1 ? 'the bad one is' : 'bad ones are'} ${bad.join(', ')}`;
}

function isBad(target: TargetReport): boolean {
  const groups = grouped(target.findings);
  return verdictOf(target, groups).mark === '✗' || groups.some(({ severity }) => severity === 'error');
}
