import { type Command, Option } from 'commander';
import { moment } from './moment.js';
import { addRepeat } from './repeat.js';
import { addReporting } from './reporting.js';
import { addTargets, example, SHARED } from './shared.js';

/** How many handshakes where nobody says otherwise: enough to see what fails one in four times, in a second or two. */
export const TRIES = 10;

/** `triage` and its options. */
export function addTriage(program: Command): Command {
  const command = program
    .command('triage')
    .summary('everything about one complaint, for a ticket')
    .description(
      `Below HTTP, ${TRIES} handshakes, the matrix, every recorded client: whose fault it is, who does what next, and who took part. One page; private hosts and secrets are replaced. Read-only: no tool is called.`,
    )
    .argument(
      '[urls...]',
      'the MCP endpoints; without it, the servers of --config or of the nearest .mcp.json',
    );
  addTargets(command)
    .addOption(SHARED.profile)
    .addOption(SHARED.ruleset)
    .addOption(SHARED.secondBearerEnv)
    .addOption(SHARED.timeout)
    .addOption(SHARED.failOn)
    .option('--reveal-hosts', 'show private hosts, which have stand-ins otherwise')
    .option('--bundle <file>', 'write recording, HAR, and the report in Markdown and JSON into one ZIP file')
    .addOption(
      new Option(
        '--from <file>',
        'read a recording, a HAR or a bundle of this tool back, and send nothing',
      ).conflicts(['config', 'server', 'repeat']),
    );
  command
    .addOption(
      new Option(
        '--log <file...>',
        'read logs of servers, proxies and clients (.gz too; - is stdin), and send nothing',
      ).conflicts(['config', 'server', 'from', 'bundle', 'bearerEnv']),
    )
    .option('--log-format <format>', "with --log: nginx's own log_format, as its configuration has it")
    .option('--since <time>', 'with --log: from then on; ISO 8601, or so long ago: 2h', moment)
    .option('--until <time>', 'with --log: up to then', moment);
  addRepeat(command, TRIES);
  return addReporting(command, 'triage').addHelpText(
    'after',
    example(
      'mcp-accept triage https://example.com/mcp --bearer-env MCP_TOKEN --bundle ticket.zip',
      'mcp-accept triage --config .mcp.json',
      'mcp-accept triage https://example.com/mcp --client codex',
      'mcp-accept triage --from ticket.zip',
      'mcp-accept triage --log access.log access.log.1.gz --since 2h',
      'docker logs --timestamps mcp 2>&1 | mcp-accept triage --log -',
    ),
  );
}
