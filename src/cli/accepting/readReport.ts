import { UserError } from '../../errors.js';
import { recordingChecker } from '../../judge/builtin.js';
import type { LintReport, Report } from '../../model.js';
import { readText } from '../../readText.js';
import { readRecordedRun } from '../../record/stored.js';
import { knowledgeFor, RECORDING_LARGEST, reportOn, rulesFor } from '../../run/judging.js';
import { parsed } from '../../run/parsed.js';

/**
 * A report of `--format json`; or a recording, which is judged.
 * @throws {UserError} for anything else, and for reports of another shape than this version writes
 */
export async function readReport(file: string): Promise<Report> {
  const report = await readReportOfEither(file);
  if ('targets' in report && 'configuration' in report) return report;
  throw neither(file, 'a report of `lint`, which speaks of no server');
}

/** The same, and a report of `lint`. @throws {UserError} */
export async function readReportOfEither(file: string): Promise<Report | LintReport> {
  const text = await readText(file, 'this report', RECORDING_LARGEST);
  const value = parsed(text);
  if (isReport(value) || isLintReport(value)) return value;
  if (typeof value === 'object' && value !== null && 'schema' in value) {
    const { recordings, configuration } = readRecordedRun(text, file, await recordingChecker());
    const [first] = recordings;
    const asked = {
      ruleset: first?.asked.ruleset ?? 'recommended',
      failOn: first?.asked.failOn ?? 'error',
    } as const;
    return reportOn(recordings, await rulesFor(null), asked, configuration, await knowledgeFor(recordings));
  }
  throw neither(file);
}

function neither(file: string, found?: string): UserError {
  return new UserError('this is neither a report nor a recording', {
    where: file,
    ...(found === undefined ? {} : { found }),
    whatToDo:
      'name a file of `probe --format json --output FILE` or `probe --record FILE`, made by this version',
  });
}

/** A report of `lint --format json`. */
function isLintReport(value: unknown): value is LintReport {
  if (typeof value !== 'object' || value === null || 'configuration' in value) return false;
  const { file, findings, accepted } = value as Partial<Record<string, unknown>>;
  return typeof file === 'string' && Array.isArray(findings) && Array.isArray(accepted);
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  const lists = ['targets', 'accepted', 'outdated'].map((name) => Reflect.get(value, name) as unknown);
  if (!lists.every(Array.isArray)) return false;
  const [targets = []] = lists as unknown[][];
  return targets.every((target) => {
    if (typeof target !== 'object' || target === null) return false;
    const named = typeof Reflect.get(target, 'stableName') === 'string';
    return named && ['findings', 'cells', 'probes'].every((name) => Array.isArray(Reflect.get(target, name)));
  });
}
