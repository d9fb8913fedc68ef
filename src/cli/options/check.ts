import type { Command } from 'commander';
import { example, formatOption, SHARED } from './shared.js';

/** `check` and its options. */
export function addCheck(program: Command): Command {
  return program
    .command('check')
    .summary('judge a saved recording, without a network')
    .description('Judges a recording made by `probe --record`: same output, same exit code, no network.')
    .argument('<recording>', 'the file')
    .addOption(SHARED.ruleset)
    .addOption(SHARED.rules)
    .addOption(SHARED.failOn)
    .addOption(formatOption('probe'))
    .addOption(SHARED.output)
    .addOption(SHARED.debug)
    .addHelpText(
      'after',
      example('mcp-accept check recording.json', 'mcp-accept check recording.json --ruleset spec'),
    );
}
