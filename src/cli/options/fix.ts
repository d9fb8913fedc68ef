import { type Command, Option } from 'commander';
import { addWay } from './network.js';
import { addReporting } from './reporting.js';
import { example, SHARED } from './shared.js';

/** `fix` and its options. */
export function addFix(program: Command): Command {
  const command = program
    .command('fix')
    .summary("mend a client's configuration, with proof")
    .description(
      "Turns what is wrong in a client's configuration into edits, and tries each on its server with the header lines that the client would send. What does not help is not changed; comments, order and indentation stay. Asks before it writes; without a terminal it only shows what it would change.",
    )
    .argument('[file]', 'the configuration; without it the nearest .mcp.json')
    .addOption(
      new Option('--write', 'write without asking; the file as it was is kept beside it').conflicts('dryRun'),
    )
    .option('--dry-run', 'show what would change, and write nothing')
    .option('--server <name>', 'only this one')
    .option('--client <name>', 'whose file it is: claude-code, vscode, cursor, codex, gemini, ...')
    .addOption(SHARED.profile)
    .addOption(SHARED.envFile)
    .addOption(SHARED.timeout);
  return addReporting(addWay(command), 'fix').addHelpText(
    'after',
    example(
      'mcp-accept fix --dry-run',
      'mcp-accept fix .vscode/mcp.json --write',
      'mcp-accept fix --server github',
    ) +
      '\nExit codes: 0 nothing is left to mend, 1 something is (or was not written), 2 wrong usage or an unreadable file, 3 a server could not be judged, 130 interrupted.\n',
  );
}
