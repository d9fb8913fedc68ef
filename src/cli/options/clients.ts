import type { Command } from 'commander';
import { addReporting } from './reporting.js';
import { addTargets, example, SHARED } from './shared.js';

/** `clients` and its options; `clients record` is added to it. */
export function addClients(program: Command): Command {
  const command = program
    .command('clients')
    .summary('which clients connect to a server')
    .description(
      'Without a URL: the recorded clients. With one: replays what each of them sends, and says which connect, which do not, and what to change. Never registers, authorises or fetches tokens. Only a client that is named with --client, or whose file was given, counts for exit code 1.',
    )
    .enablePositionalOptions()
    .argument('[urls...]', 'the MCP endpoints');
  addTargets(command)
    .addOption(SHARED.profile)
    .option('--thorough', 'also clients that open two GET streams, which is known to upset some servers')
    .addOption(SHARED.timeout)
    .addOption(SHARED.failOn)
    .option('--record <file>', 'keep what was sent and received, redacted, for `check`');
  return addReporting(command, 'clients').addHelpText(
    'after',
    example(
      'mcp-accept clients',
      'mcp-accept clients https://example.com/mcp --bearer-env MCP_TOKEN',
      "mcp-accept clients https://example.com/mcp --header 'MCP-Protocol-Version: 2025-06-18'",
      'mcp-accept clients --config .mcp.json --server github --client claude-code@2.0.77',
    ),
  );
}
