import { type Command, Option } from 'commander';
import { DIALECTS } from '../../model/recognised.js';
import { example, SHARED } from './shared.js';

/** `rules` and its options. */
export function addRules(program: Command): Command {
  return program
    .command('rules')
    .summary('list the rules, explain one, or test rule files')
    .description('Without an id: the table of rules. With one: why, requirement, remedies, sources.')
    .argument('[id]', 'one rule')
    .option('--test [dir]', 'run the examples of the rules, or of the rule files in a folder')
    .addOption(new Option('--dialect <name>', 'print the code that mends it, too').choices(DIALECTS))
    .addOption(SHARED.rules)
    .addOption(SHARED.debug)
    .addHelpText(
      'after',
      example(
        'mcp-accept rules',
        'mcp-accept rules wildcard-rejected --dialect express',
        'mcp-accept rules --test ./my-rules',
      ),
    );
}
