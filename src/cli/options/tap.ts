import type { Command } from 'commander';
import { duration } from './duration.js';
import { addWay } from './network.js';
import { addReporting } from './reporting.js';
import { example, SHARED } from './shared.js';
import { wholeNumber } from './wholeNumber.js';

/** `tap` and its options. */
export function addTap(program: Command): Command {
  const command = program
    .command('tap')
    .summary('listen between a real client and its server, and judge both')
    .description(
      'Stands between a client and the server on loopback: give the client the printed address, use it, press Ctrl-C. Each exchange is a line as it happens; what passes is not changed but for Host, and nothing is sent twice. Credentials pass and are written nowhere.',
    )
    .argument('<url>', 'the MCP endpoint, for example https://example.com/mcp');
  addWay(command)
    .option('--port <n>', 'where to listen; 0 takes a free port', wholeNumber(0, 65_535), 0)
    .option(
      '--listen <address>',
      'listen on another address than loopback: others reach the server by it then',
      '127.0.0.1',
    )
    .option(
      '--until-idle <time>',
      'end after so much silence, once tools were listed: 5s; without it, only Ctrl-C',
      duration(1, 3_600_000),
    )
    .option('--record <file>', 'keep what passed, redacted, for `check`')
    .option('--learn <file>', 'write the profile of the client, as `clients record` does')
    .option(
      '--client <name>',
      'whose profile that is, where several clients came or it does not say its name',
    )
    .option('--client-version <version>', 'its version, instead of the one that it says')
    .addOption(SHARED.ruleset)
    .addOption(SHARED.failOn)
    .addOption(SHARED.severity)
    .addOption(SHARED.ignore)
    .addOption(SHARED.baseline);
  return addReporting(command, 'probe').addHelpText(
    'after',
    `${example(
      'mcp-accept tap http://127.0.0.1:3000/mcp --port 4000',
      'mcp-accept tap https://example.com/mcp --record tapped.json --until-idle 10s',
      'mcp-accept tap http://127.0.0.1:3000/mcp --learn my-client.json',
    )}
Limits: the client goes past the tap where the server names an absolute address (redirects, the old HTTP+SSE transport);
OAuth clients that compare the address of the metadata with theirs (RFC 9728) refuse; a connection that the server
refuses is one that breaks here; pages of another origin, and other names than the printed one, are not let through.
`,
  );
}
