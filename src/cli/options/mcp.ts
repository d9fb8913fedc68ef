import type { Command } from 'commander';
import { collect, example, SHARED } from './shared.js';

/** `mcp` and its options. */
export function addMcp(program: Command): Command {
  return program
    .command('mcp')
    .summary('answer an assistant that asks why a server does not connect')
    .description(
      'Is an MCP server over stdio, for assistants: probe, clients, lint, fix as a dry run, explain. Read-only: it reads the files that it is started with, and asks the servers that stand in them.',
    )
    .argument('[files...]', 'configurations; without one, the nearest .mcp.json')
    .option('--allow-host <host>', 'may be asked too, without credentials (repeatable)', collect, [])
    .addOption(SHARED.envFile)
    .addHelpText(
      'after',
      example(
        'claude mcp add mcp-accept -- npx -y mcp-accept mcp .mcp.json',
        'mcp-accept mcp .mcp.json --allow-host 127.0.0.1:3000',
      ),
    );
}
