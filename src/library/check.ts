import { recordingChecker } from '../judge/builtin.js';
import type { Report } from '../model.js';
import { readText } from '../readText.js';
import { readRecordedRun } from '../record/stored.js';
import { knowledgeFor, RECORDING_LARGEST, reportOn, rulesFor } from '../run/judging.js';
import type { CheckOptions } from './options.js';

/** See `check` in `index.ts`. */
export async function check(file: string, options: CheckOptions): Promise<Report> {
  const text = await readText(file, 'this recording', RECORDING_LARGEST);
  const { recordings, configuration } = readRecordedRun(text, file, await recordingChecker());
  const [first] = recordings;
  const { ruleset = first?.asked.ruleset ?? 'recommended', failOn = first?.asked.failOn ?? 'error' } =
    options;
  // What `clients` recorded was not judged by rules, and has no matrix to show.
  const alone = recordings.every(({ asked: { depth } }) => depth === 'control');
  const rules = alone ? [] : await rulesFor(options.rules ?? null);
  return reportOn(recordings, rules, { ruleset, failOn }, configuration, await knowledgeFor(recordings));
}
