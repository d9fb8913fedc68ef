import type { Command } from 'commander';
import { example, SHARED } from './shared.js';
import { wholeNumber } from './wholeNumber.js';

/** `serve` and its options. */
export function addServe(program: Command): Command {
  return program
    .command('serve')
    .summary('run the built-in server, to try a client or this tool on it')
    .description(
      'Runs the built-in server on loopback until Ctrl-C. A persona is a server with one character, or one defect.',
    )
    .argument('[persona]', 'which one', 'strict')
    .option('--port <n>', 'the port; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--list', 'list the personas')
    .addOption(SHARED.debug)
    .addHelpText('after', example('mcp-accept serve --list', 'mcp-accept serve strict --port 3000'));
}
