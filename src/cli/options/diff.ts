import type { Command } from 'commander';
import { addReporting } from './reporting.js';
import { example, SHARED } from './shared.js';

/** `diff` and its options. */
export function addDiff(program: Command): Command {
  const command = program
    .command('diff')
    .summary('what changed between two reports, and whether it is worse')
    .description(
      'Compares two reports of --format json, or two recordings: who gained or lost the connection, which findings are new, which are mended. Exit code 1 where the second is worse: a connection or a client lost, or a new finding at or above --fail-on.',
    )
    .argument('<before>', 'the first')
    .argument('<after>', 'the second')
    .addOption(SHARED.failOn);
  return addReporting(command, 'diff').addHelpText(
    'after',
    example(
      'mcp-accept diff before.json after.json',
      'mcp-accept diff before.json after.json --report markdown:comment.md',
    ),
  );
}
