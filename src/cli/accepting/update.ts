import { EXIT, UserError } from '../../errors.js';
import type { LintReport, Report, Severity } from '../../model.js';
import type { Context } from '../context.js';
import { refuseOverwriting } from '../overwriting.js';
import { unwritable } from '../unwritable.js';
import { type Entry, entriesIn, textOf } from './baseline.js';
import { today } from './ignored.js';
import { readReportOfEither } from './readReport.js';
import { readTextIfThere } from './readTextIfThere.js';

export interface UpdateOptions {
  baseline: string;
  /** Why what is new is accepted. */
  reason: string;
  /** The last day on which it is; absent: for ever. */
  expires?: string;
}

/**
 * `baseline update`: a baseline that fits a report. What it accepted already keeps its reason; what was not found any
 * more goes; errors and warnings that are new come in. @returns the exit code
 */
export async function updateBaseline(
  context: Context,
  file: string,
  options: UpdateOptions,
): Promise<number> {
  const { baseline, reason, expires = null } = options;
  if (expires !== null && expires < today()) {
    throw new UserError('this day is over', {
      where: `--expires ${expires}`,
      whatToDo: 'name one that comes',
    });
  }
  await refuseOverwriting([file], [baseline]);
  const { found, judged } = foundIn(await readReportOfEither(file));
  const text = await readTextIfThere(baseline);
  const before = text === null ? [] : entriesIn(text, baseline);
  const kept = before.filter((entry) => isCurrent(entry) && isStillThere(entry, found, judged));
  const added = found.flatMap(({ severity, ...entry }): Entry[] =>
    severity === 'note' || kept.some(({ id }) => id === entry.id) ? [] : [{ ...entry, reason, expires }],
  );
  const unique = [...new Map([...kept, ...added].map((entry) => [entry.id, entry])).values()];
  unique.sort((a, b) => a.id.localeCompare(b.id, 'en'));
  await context.writer.toFile(baseline, textOf(unique)).catch((error: unknown) => {
    throw unwritable(baseline, error);
  });
  const news = unique.length - kept.length;
  await context.writer.out(
    `${baseline}: ${unique.length} accepted (${news} new, ${kept.length} kept, ${before.length - kept.length} dropped)\n`,
  );
  return EXIT.clean;
}

function isCurrent({ expires }: Entry): boolean {
  return expires === null || expires >= today();
}

/** Of a target that this report does not speak of, nothing is known. */
function isStillThere(
  { id, target }: Entry,
  found: readonly { id: string }[],
  judged: readonly string[],
): boolean {
  return !judged.includes(target) || found.some((one) => one.id === id);
}

interface Found extends Omit<Entry, 'reason' | 'expires'> {
  severity: Severity;
}

/** All that a report tells, what is accepted already too; and what was looked at, so that the rest of it is gone. */
function foundIn(report: Report | LintReport): { found: Found[]; judged: string[] } {
  if (!isOfTargets(report)) {
    const { file, findings, accepted } = report;
    const all = [...findings, ...accepted.flatMap(({ finding }) => finding ?? [])];
    return { found: all.map((finding) => entryOf(finding, file)), judged: [file] };
  }
  const found = report.targets.flatMap(({ name, stableName, findings, diagnosis }) => [
    ...findings.map((finding) => entryOf(finding, stableName)),
    ...(diagnosis?.class === 'cause'
      ? [{ id: diagnosis.stableId, rule: diagnosis.id, target: stableName, severity: 'error' as const }]
      : []),
    ...report.accepted.flatMap((one) =>
      one.target === name && one.finding !== null ? [entryOf(one.finding, stableName)] : [],
    ),
  ]);
  const judged = report.targets.flatMap((one) => (one.notJudged === null ? [one.stableName] : []));
  return { found, judged };
}

function isOfTargets(report: Report | LintReport): report is Report {
  return 'configuration' in report;
}

function entryOf(
  { rule, stableId: id, severity }: { rule: string; stableId: string; severity: Severity },
  target: string,
): Found {
  return { id, rule, target, severity };
}
