import { Command, CommanderError, Help } from 'commander';
import { EXIT, UserError } from '../errors.js';
import { forTerminal } from '../report/escape.js';
import { renderUserError } from '../report/userError.js';
import { createWriter } from '../report/writer.js';
import { TOOL } from '../tool.js';
import { calledBy, withCommand } from './called.js';
import type { Context } from './context.js';
import { example } from './options/shared.js';
import { commandsOf } from './tree.js';

/** The commands that `mcp-accept.config.json` speaks of. */
const CONFIGURED = ['probe', 'triage', 'clients', 'check', 'lint'];

const asking = () => import('./asking.js');

/** What a person wants, as help has it. */
const GROUPS: [title: string, commands: string[]][] = [
  ['Ask a server:', ['probe', 'clients', 'triage', 'tap', 'fleet']],
  ["Mend a client's file:", ['lint', 'fix', 'init']],
  ['Work with what was recorded:', ['check', 'diff', 'baseline', 'merge']],
  ['Look something up:', ['explain', 'rules', 'config']],
];

const HELP = new Help();

/** Lists that are empty, and what is off, are no default worth a line. */
const OFF = / \(default: (\[\]|0)\)$/;

/** The command line. Actions are imported when they are called: `--help` loads nothing of them. */
export function createProgram(process: NodeJS.Process): { run(argv: string[]): Promise<number> } {
  const context: Context = { writer: createWriter(process), process };
  let exitCode: number = EXIT.clean;
  const said: Promise<void>[] = [];
  const program = new Command(TOOL.name)
    .description(
      'Will this MCP server accept your client? Varies the Accept header, names the cause, prints the fix.',
    )
    .version(TOOL.version)
    .usage('<url> | <command> [options]')
    .commandsGroup('More:')
    // Each command's options are its own: `clients record --output` is not for `clients`.
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({
      optionDescription: (option) => HELP.optionDescription(option).replace(OFF, ''),
    })
    .configureOutput({
      writeOut: (text) => void said.push(context.writer.out(text)),
      writeErr: (text) => void said.push(context.writer.err(text)),
    })
    .showHelpAfterError('(--help shows what is possible)')
    .addHelpText(
      'after',
      example(
        'mcp-accept https://example.com/mcp',
        'mcp-accept probe --config .mcp.json',
        'mcp-accept probe --demo',
        'mcp-accept rules wildcard-rejected',
      ) +
        `\nExit codes: ${EXIT.clean} clean, ${EXIT.findings} findings, ${EXIT.usage} wrong usage, ${EXIT.notJudged} could not be judged, ${EXIT.interrupted} interrupted.\n`,
    );

  program.addHelpCommand(
    new Command('help').argument('[command]').description('display help for command').helpGroup('More:'),
  );
  // What a project keeps for all is read before one of these begins.
  program.hook('preAction', async (_program, command) => {
    if (!CONFIGURED.includes(command.name()) || command.parent !== program) return;
    const { applyProject, readProject } = await asking();
    applyProject(command, await readProject(process.cwd()), process.env);
  });
  const commandsByName = commandsOf(program, context, (code) => {
    exitCode = code;
  });
  return {
    async run(argv) {
      try {
        const words = withCommand(argv, Object.keys(commandsByName));
        for (const add of calledBy(words, commandsByName)) add();
        for (const [title, names] of GROUPS)
          for (const command of program.commands)
            if (names.includes(command.name())) command.helpGroup(title);
        await program.parseAsync(words);
      } catch (error) {
        exitCode = await explain(error, context, argv);
      }
      await Promise.all(said);
      return exitCode;
    },
  };
}

/** Says what went wrong and returns the exit code. A stack trace only with `--debug`. */
async function explain(error: unknown, { writer }: Context, argv: readonly string[]): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (error instanceof UserError) {
    await writer.err(renderUserError(error));
    return error.exitCode;
  }
  const trace =
    argv.includes('--debug') && error instanceof Error ? `\n${error.stack}` : ' (--debug shows where)';
  await writer.err(`error: ${forTerminal(error instanceof Error ? error.message : String(error))}${trace}\n`);
  return EXIT.usage;
}
