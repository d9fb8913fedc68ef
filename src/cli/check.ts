import { EXIT, UserError } from '../errors.js';
import { recordingChecker } from '../judge/builtin.js';
import type { FailOn, RulesetId } from '../model.js';
import { readText } from '../readText.js';
import { allFlows } from '../record/allFlows.js';
import { readRecordedRun, type StoredRun } from '../record/stored.js';
import { renderExchange } from '../report/exchangePage.js';
import { knowledgeFor, RECORDING_LARGEST, reportOn, rulesFor } from '../run/judging.js';
import { type AcceptingOptions, acceptedBy } from './accepting/acceptedBy.js';
import type { Context } from './context.js';
import { filesOf } from './destinations.js';
import { refuseOverwriting } from './overwriting.js';
import { runBehind } from './places.js';
import { type Publishing, publish } from './publish.js';

export interface CheckOptions extends Publishing, AcceptingOptions {
  ruleset?: RulesetId;
  rules?: string;
  /** The id of an exchange. */
  show?: string;
  failOn?: FailOn;
}

/** `check`: judges a recording as the probe that made it did. @returns the exit code */
export async function check(context: Context, file: string, options: CheckOptions): Promise<number> {
  const text = await readText(file, 'this recording', RECORDING_LARGEST);
  await refuseOverwriting([file, options.baseline], filesOf(options));
  const run = readRecordedRun(text, file, await recordingChecker());
  if (options.show !== undefined) return show(context, run, file, options.show);
  const [first] = run.recordings;
  const asked = {
    ruleset: options.ruleset ?? first?.asked.ruleset ?? 'recommended',
    failOn: options.failOn ?? first?.asked.failOn ?? 'error',
  };
  // What `clients` recorded was not judged by rules, and has no matrix to show.
  const alone = run.recordings.every(
    ({ asked: { depth }, traffic }) => depth === 'control' && traffic === null,
  );
  const rules = alone ? [] : await rulesFor(options.rules ?? null);
  const knowledge = await knowledgeFor(run.recordings);
  const accepted = await acceptedBy(options, async () => rules);
  const found = judged(run, file, () => reportOn(run.recordings, rules, asked, run.configuration, knowledge));
  const report = accepted(found, asked.failOn);
  const behind = await runBehind(run.recordings, asked.failOn, {});
  return publish(context, alone ? 'clients' : 'probe', report, options, behind);
}

/** @throws {UserError} where the recording has no such exchange */
async function show(
  { writer }: Context,
  { recordings }: StoredRun,
  file: string,
  id: string,
): Promise<number> {
  const all = recordings.flatMap((recording) => allFlows(recording).flatMap(({ exchanges }) => exchanges));
  const found = all.filter((exchange) => exchange.id === id);
  if (found.length === 0) {
    throw new UserError('the recording has no such exchange', {
      where: file,
      found: id,
      whatToDo: `name one from x1 to x${all.length}; --verbose says which finding rests on which`,
    });
  }
  for (const exchange of found) await writer.out(renderExchange(exchange));
  return EXIT.clean;
}

/** A recording that looks right and is not: the fault is the file's, not the user's patience. */
function judged<T>({ recordings }: StoredRun, file: string, judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('the recording is damaged', {
      where: file,
      found: error instanceof Error ? error.message : String(error),
      whatToDo: `make it again with mcp-accept ${recordings[0]?.tool.version}`,
    });
  }
}
