import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { builtFolder } from '../built.js';
import { UserError } from '../errors.js';
import { createDigests, type Digests } from '../fleet/digests.js';
import { entriesOf } from '../fleet/entries.js';
import { createHands, startThread } from '../fleet/hands.js';
import { probeTarget, stoppedBy } from '../fleet/probeTarget.js';
import { reportOf } from '../fleet/report.js';
import { schedule } from '../fleet/schedule.js';
import { storedLines } from '../fleet/stored.js';
import { createTally, type Tally } from '../fleet/tally.js';
import { fewOf, wantedOf } from '../fleet/wanted.js';
import { fleetLineCheck } from '../judge/builtin.js';
import type { Context } from './context.js';
import { type Destination, filesOf } from './destinations.js';
import type { HandData } from './fleetHand.js';
import { openLines, type Resumed } from './fleetLines.js';
import { startFleetProgress } from './fleetProgress.js';
import { type FleetOptions, settingsOf } from './fleetSettings.js';
import { mistakesOf } from './mistakes.js';
import { refuseOverwriting } from './overwriting.js';
import { publish } from './publish.js';
import { environment } from './targets.js';
import { interruptible } from './underway.js';

/** The file of a further thread. */
const THREAD = join(builtFolder, 'cli', 'fleetThread.js');
/** How much more than what was left at the last collection may pile up before the next one, in percent. */
const GARBAGE = 120;
/** With fewer targets at once than these for each, a thread would wait more than it works. */
const AT_ONCE_EACH = 4;

/** `fleet`: every target of a list, a line for each as soon as it is judged. @returns the worst exit code of all */
export async function fleet(context: Context, file: string, typed: FleetOptions): Promise<number> {
  const options = withResumed(typed);
  // Left to itself V8 lets more pile up the longer a run is: a long list took a third more memory than a short one.
  setFlagsFromString(`--heap-growing-percent=${GARBAGE}`);
  const { env, stdin } = context.process;
  await refuseOverwriting([file === '-' ? undefined : file, options.envFile], filesOf(options));
  const settings = await settingsOf(options, env);
  const [tally, done, named] = [createTally(), createDigests(), createDigests()];
  const resumed = await resume(options.resume, tally, done);
  const before = tally.sum().targets;
  let repeated = 0;
  const mistakes = mistakesOf(context.writer);
  const progress = startFleetProgress(context);
  const variables = await environment(context, options.envFile);
  const lines = await openLines(context, options, resumed);
  const { shard = null, concurrency: width, pace: paceMs } = options;
  try {
    const interrupted = await interruptible(context, undefined, async (signal) => {
      const stopped = stoppedBy(signal);
      // Nothing else would end a read that waits for whoever writes the list.
      stopped.whenStopped(() => file === '-' && stdin.destroy());
      const entries = entriesOf(file, {
        headers: options.header,
        bearerEnv: options.bearerEnv ?? null,
        credentials: options.credential,
        env: variables,
        client: options.client,
        stdin,
        say: context.writer.err,
      });
      const wanted = wantedOf(entries, {
        shard,
        done,
        named,
        onMistake: mistakes.add,
        onRepeated() {
          repeated += 1;
        },
      });
      const data: HandData = { options, env: { ...env } };
      const hands = createHands(
        (target) => probeTarget(target, settings, stopped),
        Math.min(availableParallelism(), Math.ceil(width / AT_ONCE_EACH)),
        () => startThread(THREAD, data, stopped),
      );
      await schedule(
        options.yes === true ? wanted : fewOf(wanted),
        ({ host }) => host,
        { width, paceMs, signal },
        async (target) => {
          progress.begun(target.share);
          const line = await hands.probe(target);
          progress.ended(line?.state ?? null);
          if (line === null) return;
          tally.add(line);
          await lines.add(line);
        },
      ).finally(hands.end);
      return signal.aborted;
    });
    if (named.size() === 0 && mistakes.found().count === 0 && shard === null && !interrupted)
      throw empty(file);
    const report = reportOf(tally, {
      ruleset: settings.asked.ruleset,
      shard,
      resumed: before,
      repeated,
      unreadable: mistakes.found(),
      missing: [],
      interrupted,
    });
    progress.stop();
    return await publish(context, 'fleet', report, options, undefined, lines);
  } finally {
    progress.stop();
  }
}

/** The file of the lines that are there is where further ones go. */
function withResumed(options: FleetOptions): FleetOptions {
  const { resume: path, report = [] } = options;
  if (path === undefined) return options;
  const destination: Destination = { format: 'ndjson', path };
  return { ...options, report: [...report, destination] };
}

/** Counts what a run that was broken off came to; a last line that is torn is asked once more. */
async function resume(path: string | undefined, tally: Tally, done: Digests): Promise<Resumed | null> {
  if (path === undefined) return null;
  let keep = 0;
  if (!existsSync(path)) return { path, keep };
  for await (const one of storedLines(path, await fleetLineCheck())) {
    if (one.kind === 'torn') break;
    if (one.kind === 'damaged') {
      throw new UserError('this run cannot be gone on with', {
        where: one.where,
        found: `a line that is damaged: ${one.why}`,
        whatToDo: 'take the line out, and its target is asked once more; or name another file',
      });
    }
    keep = one.end;
    if (one.line.event === 'target' && done.add(one.line.target)) tally.add(one.line);
  }
  return { path, keep };
}

function empty(file: string): UserError {
  return new UserError('there is no target in this list', {
    where: file === '-' ? 'stdin' : file,
    whatToDo: 'write a URL on each line, or {"url": "https://example.com/mcp"}',
  });
}
