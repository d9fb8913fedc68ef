import { UserError } from '../errors.js';
import { createDigests } from '../fleet/digests.js';
import { missingIn, type RunEnd } from '../fleet/missing.js';
import { reportOf } from '../fleet/report.js';
import { storedLines } from '../fleet/stored.js';
import { createTally } from '../fleet/tally.js';
import { fleetLineCheck } from '../judge/builtin.js';
import type { Context } from './context.js';
import { filesOf } from './destinations.js';
import { openLines } from './fleetLines.js';
import { mistakesOf } from './mistakes.js';
import { refuseOverwriting } from './overwriting.js';
import { type Publishing, publish } from './publish.js';

export type MergeOptions = Publishing;

/** `merge`: the runs of several shards as one. @returns what one run of all would have exited with */
export async function merge(
  context: Context,
  files: readonly string[],
  options: MergeOptions,
): Promise<number> {
  await refuseOverwriting(files, filesOf(options));
  const isLine = await fleetLineCheck();
  const [tally, seen, mistakes] = [createTally(), createDigests(), mistakesOf(context.writer)];
  const lines = await openLines(context, options);
  const ends: RunEnd[] = [];
  let repeated = 0;
  for (const file of files) {
    const run: RunEnd = { file, end: null };
    for await (const one of storedLines(file, isLine)) {
      run.end = null;
      switch (one.kind) {
        case 'torn':
          break;
        case 'damaged':
          await mistakes.add(
            new UserError('a line is damaged, and its target counts nowhere', {
              where: one.where,
              found: one.why,
              whatToDo: 'take the line out, and go on with that run: fleet ... --resume FILE',
            }),
          );
          break;
        case 'line':
          if (one.line.event === 'end') run.end = one.line;
          else if (seen.add(one.line.target)) {
            tally.add(one.line);
            await lines.add(one.line);
          } else repeated += 1;
      }
    }
    ends.push(run);
  }
  const [ruleset = null, ...others] = new Set(ends.map(({ end }) => end?.ruleset ?? null));
  const report = reportOf(tally, {
    ruleset: others.length === 0 ? ruleset : null,
    shard: null,
    resumed: 0,
    repeated,
    unreadable: mistakes.found(),
    missing: missingIn(ends),
    interrupted: false,
  });
  return publish(context, 'fleet', report, options, undefined, lines);
}
