import type { Command } from 'commander';
import { addReporting } from './reporting.js';
import { example } from './shared.js';

/** `merge` and its options. */
export function addMerge(program: Command): Command {
  const command = program
    .command('merge')
    .summary('the runs of several shards of a fleet as one')
    .description(
      'Adds up what `fleet --report ndjson:FILE` or `fleet --resume FILE` wrote: the same summary and exit code as one run of all. A target that stands in several counts once, as in the first file. What is damaged or missing is named.',
    )
    .argument('<files...>', 'the runs');
  return addReporting(command, 'fleet').addHelpText(
    'after',
    example('mcp-accept merge 1.ndjson 2.ndjson 3.ndjson --report html:fleet.html'),
  );
}
