import type { Command } from 'commander';
import { example, SHARED } from './shared.js';

/** `config print`. */
export function addConfigPrint(program: Command): Command {
  return program
    .command('config')
    .summary('what mcp-accept.config.json and the environment say')
    .description(
      'mcp-accept.config.json, in this folder or above it, says what everybody in a project probes, and how. The command line beats the environment (MCP_ACCEPT_FAIL_ON), that beats the file.',
    )
    .command('print')
    .summary('every setting of `probe`, and where it comes from')
    .description(
      'Prints each setting of `probe` as it would be without further options, and where it comes from.',
    )
    .addOption(SHARED.debug)
    .addHelpText('after', example('mcp-accept config print'));
}
