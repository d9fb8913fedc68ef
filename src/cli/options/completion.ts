import { Argument, type Command } from 'commander';
import { HIDDEN } from '../completion/hidden.js';
import { example } from './shared.js';

/** `completion`, for people. */
export function addCompletion(program: Command): Command {
  return program
    .command('completion')
    .summary('complete commands, options and values with Tab')
    .description('Prints what a shell is to run, in its start-up file for example, so that Tab completes.')
    .addArgument(new Argument('<shell>', 'which one').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText(
      'after',
      example(
        'source <(mcp-accept completion bash)        # ~/.bashrc',
        'source <(mcp-accept completion zsh)         # ~/.zshrc',
        'mcp-accept completion fish | source         # ~/.config/fish/config.fish',
        'mcp-accept completion powershell | Out-String | Invoke-Expression    # $PROFILE',
      ),
    );
}

/** The one by which the shells ask, for nobody else. */
export function addComplete(program: Command): Command {
  return program
    .command(HIDDEN, { hidden: true })
    .argument('[words...]')
    .option('--next', 'a new word begins after them')
    .passThroughOptions();
}
