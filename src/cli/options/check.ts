import type { Command } from 'commander';
import { addReporting } from './reporting.js';
import { example, SHARED } from './shared.js';

/** `check` and its options. */
export function addCheck(program: Command): Command {
  const command = program
    .command('check')
    .summary('judge a saved recording, without a network')
    .description('Judges a recording made by `probe --record`: same output, same exit code, no network.')
    .argument('<recording>', 'the file')
    .addOption(SHARED.ruleset)
    .addOption(SHARED.rules)
    .addOption(SHARED.failOn)
    .addOption(SHARED.severity)
    .addOption(SHARED.ignore)
    .addOption(SHARED.baseline)
    .option('--show <exchange>', 'print one exchange (x5) as it went, and as a curl command');
  return addReporting(command, 'probe').addHelpText(
    'after',
    example(
      'mcp-accept check recording.json',
      'mcp-accept check recording.json --ruleset spec',
      'mcp-accept check recording.json --show x5',
    ),
  );
}
