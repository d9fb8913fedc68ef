import { EXIT, UserError } from '../../errors.js';
import type { Finding, TargetReport } from '../../model.js';
import { identified, targetIn } from '../../report/identity.js';
import type { Context } from '../context.js';
import { refuseOverwriting } from '../overwriting.js';
import { unwritable } from '../unwritable.js';
import { type Entry, entriesIn, textOf } from './baseline.js';
import { today } from './ignored.js';
import { readReport } from './readReport.js';
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
  const report = await readReport(file);
  const text = await readTextIfThere(baseline);
  const before = text === null ? [] : entriesIn(text, baseline);
  const found = report.targets.flatMap((target) => [
    ...target.findings.map((finding) => entryOf(finding, target)),
    ...report.accepted.flatMap((one) =>
      one.target === target.name ? [entryOf(one.finding, target, one.id)] : [],
    ),
  ]);
  const kept = before.filter((entry) => isCurrent(entry) && isStillThere(entry, found, report.targets));
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
  targets: readonly TargetReport[],
): boolean {
  const judged = targets.some((one) => targetIn(one) === target && one.notJudged === null);
  return !judged || found.some((one) => one.id === id);
}

function entryOf(finding: Finding, target: TargetReport, id = identified(finding, target).id) {
  return { id, rule: finding.rule, target: targetIn(target), severity: finding.severity };
}
