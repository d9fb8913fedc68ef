import { type Command, Option } from 'commander';
import { MOST_AT_ONCE } from '../../plan/atOnce.js';
import { addRepeat } from './repeat.js';
import { addReporting } from './reporting.js';
import { addTargets, example, SHARED } from './shared.js';
import { wholeNumber } from './wholeNumber.js';

/** `probe` and its options. */
export function addProbe(program: Command): Command {
  const command = program
    .command('probe')
    .summary('send the matrix to a server and judge the answers')
    .description(
      'Sends the matrix to an MCP server, judges the answers, prints the findings and the fix. Read-only: no tool is called.',
    )
    .argument(
      '[urls...]',
      'the MCP endpoints, for example https://example.com/mcp; without it, the servers of --config or of the nearest .mcp.json',
    );
  addTargets(command)
    .option('--clients', 'replay also what each recorded client sends, and say which connect')
    .addOption(SHARED.profile)
    .addOption(SHARED.secondBearerEnv)
    .addOption(SHARED.ruleset)
    .addOption(SHARED.rules)
    .addOption(new Option('--quick', 'the seven cells alone').conflicts('thorough'))
    .option('--thorough', 'everything, including what is known to upset some servers')
    .addOption(SHARED.era)
    .option(
      '--burst <n>',
      'send up to n requests to reach the rate limit; stops at the first 429',
      wholeNumber(0, 1000),
      0,
    )
    .addOption(SHARED.timeout)
    .option(
      '--concurrency <n>',
      'requests at once, where the server has shown that it can',
      wholeNumber(1, MOST_AT_ONCE),
      MOST_AT_ONCE,
    )
    .addOption(SHARED.failOn)
    .addOption(SHARED.severity)
    .addOption(SHARED.ignore)
    .addOption(SHARED.baseline)
    .option('--record <file>', 'keep what was sent and received, redacted, for `check`')
    .option('--plan', 'print what would be sent, and send nothing')
    .option('--demo [persona]', 'probe the built-in server instead of a URL');
  addRepeat(command);
  return addReporting(command, 'probe').addHelpText(
    'after',
    example(
      'mcp-accept probe https://example.com/mcp --bearer-env MCP_TOKEN',
      'mcp-accept probe http://127.0.0.1:3000/mcp --ruleset strict --fail-on warning',
      'mcp-accept probe https://example.com/mcp --format json --output report.json',
      'mcp-accept probe --config .mcp.json --server github',
      'mcp-accept probe https://example.com/mcp --repeat 30 --idle 5s --fail-under 95',
      'mcp-accept probe --demo faulty',
    ),
  );
}
