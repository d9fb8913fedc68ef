import type { Command } from 'commander';
import { addWay } from './network.js';
import { collect, example, SHARED } from './shared.js';

/** `init` and its options. */
export function addInit(program: Command): Command {
  const command = program
    .command('init')
    .summary('write a correct entry for a server, proved by a probe')
    .description(
      "Probes a server as the client would and writes the entry into the client's project file: only what is needed, secrets as variables. Nothing is written that does not connect.",
    )
    .argument('<url>', 'the MCP endpoint')
    .option(
      '--client <name>',
      'whose configuration: claude-code, vscode, cursor, codex, gemini, ...',
      'claude-code',
    )
    .option('--name <name>', 'what to call the server')
    .option(
      '--header <line>',
      "a header that it needs, 'Name: value' or 'Name: ${VARIABLE}' (repeatable)",
      collect,
      [],
    )
    .option('--bearer-env <name>', 'the variable that holds the bearer token')
    .addOption(SHARED.credential)
    .addOption(SHARED.envFile)
    .option('--file <file>', "write into this file instead of the client's usual one")
    .option('--dry-run', 'print the entry and write nothing')
    .addOption(SHARED.timeout)
    .addOption(SHARED.debug);
  return addWay(command).addHelpText(
    'after',
    example(
      'mcp-accept init https://example.com/mcp --bearer-env MCP_TOKEN',
      'mcp-accept init https://example.com/mcp --client vscode --dry-run',
    ),
  );
}
