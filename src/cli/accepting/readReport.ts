import { UserError } from '../../errors.js';
import { recordingChecker } from '../../judge/builtin.js';
import type { Report } from '../../model.js';
import { readText } from '../../readText.js';
import { readRecordedRun } from '../../record/stored.js';
import { knowledgeFor, reportOn, rulesFor } from '../../run/judging.js';
import { parsed } from '../../run/parsed.js';

/** 256 MiB, as for recordings. */
const LARGEST = 256 * 1024 * 1024;

/**
 * A report of `--format json`; or a recording, which is judged.
 * @throws {UserError} for anything else, and for reports of another shape than this version writes
 */
export async function readReport(file: string): Promise<Report> {
  const text = await readText(file, 'this report', LARGEST);
  const value = parsed(text);
  if (isReport(value)) return value;
  if (typeof value === 'object' && value !== null && 'schema' in value) {
    const { recordings, configuration } = readRecordedRun(text, file, await recordingChecker());
    const [first] = recordings;
    const asked = {
      ruleset: first?.asked.ruleset ?? 'recommended',
      failOn: first?.asked.failOn ?? 'error',
    } as const;
    return reportOn(recordings, await rulesFor(null), asked, configuration, await knowledgeFor(recordings));
  }
  throw new UserError('this is neither a report nor a recording', {
    where: file,
    whatToDo:
      'name a file of `probe --format json --output FILE` or `probe --record FILE`, made by this version',
  });
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  const lists = ['targets', 'accepted', 'outdated'].map((name) => Reflect.get(value, name) as unknown);
  if (!lists.every(Array.isArray)) return false;
  const [targets = []] = lists as unknown[][];
  return targets.every((target) => {
    if (typeof target !== 'object' || target === null) return false;
    return ['findings', 'cells', 'probes'].every((name) => Array.isArray(Reflect.get(target, name)));
  });
}
