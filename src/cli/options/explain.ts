import type { Command } from 'commander';
import { example } from './shared.js';

/** `explain`. */
export function addExplain(program: Command): Command {
  return program
    .command('explain')
    .summary('what a status, an error code or a diagnosis means, offline')
    .description(
      'The page of an HTTP status, of a JSON-RPC error code, or of a diagnosis; without one: what each status and code means at this boundary, per revision. Asks no server.',
    )
    .argument('[what]', 'for example 406, -32001, nothing-listens')
    .addHelpText(
      'after',
      example(
        'mcp-accept explain',
        'mcp-accept explain 406',
        'mcp-accept explain -32001',
        'mcp-accept explain nothing-listens',
      ),
    );
}
