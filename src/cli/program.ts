import { Command, CommanderError, Option } from 'commander';
import { EXIT, UserError } from '../errors.js';
import { createWriter } from '../report/writer.js';
import { TOOL } from '../tool.js';
import type { CheckOptions } from './check.js';
import { addRecord } from './clientsCommand.js';
import type { Context } from './context.js';
import type { ProbeOptions } from './probe.js';
import type { RecordClientOptions } from './recordClient.js';
import type { RulesOptions } from './rules.js';
import type { ServeOptions } from './serve.js';
import { wholeNumber } from './wholeNumber.js';

const JUDGING = {
  ruleset: new Option('--ruleset <set>', 'which rules count, and how much').choices([
    'spec',
    'recommended',
    'strict',
  ]),
  rules: new Option('--rules <dir>', 'adds a folder of your own rules'),
  failOn: new Option('--fail-on <severity>', 'exit 1 from this severity on').choices([
    'error',
    'warning',
    'note',
    'never',
  ]),
  format: new Option('--format <format>', 'what to print').choices(['terminal', 'json']).default('terminal'),
  output: new Option('--output <file>', 'write the report to a file'),
  debug: new Option('--debug', 'print every request as it goes out, and stack traces'),
};

const commands = () => import('./commands.js');

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
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void said.push(context.writer.out(text)),
      writeErr: (text) => void said.push(context.writer.err(text)),
    })
    .showHelpAfterError('(--help shows what is possible)')
    .addHelpText(
      'after',
      example(
        'mcp-accept probe https://example.com/mcp',
        'mcp-accept probe --demo',
        'mcp-accept rules wildcard-rejected',
      ) +
        `\nExit codes: ${EXIT.clean} clean, ${EXIT.findings} findings, ${EXIT.usage} wrong usage, ${EXIT.notJudged} could not be judged, ${EXIT.interrupted} interrupted.\n`,
    );

  addProbe(program).action(async (url: string | undefined, options: ProbeOptions) => {
    exitCode = await (await commands()).probe(context, url, options);
  });
  addCheck(program).action(async (file: string, options: CheckOptions) => {
    exitCode = await (await commands()).check(context, file, options);
  });
  addRules(program).action(async (id: string | undefined, options: RulesOptions) => {
    exitCode = await (await commands()).rules(context, id, options);
  });
  addServe(program).action(async (persona: string, options: ServeOptions) => {
    exitCode = await (await commands()).serve(context, persona, options);
  });

  const clients = program.command('clients').summary('record what a live client sends');
  addRecord(clients).action(async (options: RecordClientOptions) => {
    exitCode = await (await commands()).recordClient(context, options);
  });

  return {
    async run(argv) {
      try {
        await program.parseAsync(argv);
      } catch (error) {
        exitCode = await explain(error, context, argv);
      }
      await Promise.all(said);
      return exitCode;
    },
  };
}

function addProbe(program: Command): Command {
  return program
    .command('probe')
    .summary('send the matrix to a server and judge the answers')
    .description(
      'Sends the matrix to an MCP server, judges the answers, prints the findings and the fix. Read-only: no tool is called.',
    )
    .argument('[url]', 'the MCP endpoint, for example https://example.com/mcp')
    .option('--header <line>', "a header to send, 'Name: value' (repeatable)", collect, [])
    .option('--bearer-env <name>', 'send Authorization: Bearer with the token in this variable')
    .option(
      '--credential <name>',
      'a header or query parameter that counts as a credential (repeatable)',
      collect,
      [],
    )
    .addOption(JUDGING.ruleset)
    .addOption(JUDGING.rules)
    .addOption(new Option('--quick', 'the seven cells alone').conflicts('thorough'))
    .option('--thorough', 'everything, including what is known to upset some servers')
    .addOption(
      new Option('--era <era>', 'which protocol to speak')
        .choices(['auto', 'legacy', 'modern'])
        .default('auto'),
    )
    .option(
      '--burst <n>',
      'send up to n requests to reach the rate limit; stops at the first 429',
      wholeNumber(0, 1000),
      0,
    )
    .option('--timeout <ms>', 'per exchange, in milliseconds', wholeNumber(1, 600_000), 10_000)
    .option(
      '--concurrency <n>',
      'requests at once, where the server has shown that it can',
      wholeNumber(1, 4),
      4,
    )
    .addOption(JUDGING.failOn)
    .addOption(JUDGING.format)
    .addOption(JUDGING.output)
    .option('--record <file>', 'keep what was sent and received, redacted, for `check`')
    .option('--plan', 'print what would be sent, and send nothing')
    .option('--demo [persona]', 'probe the built-in server instead of a URL')
    .addOption(JUDGING.debug)
    .addHelpText(
      'after',
      example(
        'mcp-accept probe https://example.com/mcp --bearer-env MCP_TOKEN',
        'mcp-accept probe http://127.0.0.1:3000/mcp --ruleset strict --fail-on warning',
        'mcp-accept probe https://example.com/mcp --format json --output report.json',
        'mcp-accept probe --demo faulty',
      ),
    );
}

function addCheck(program: Command): Command {
  return program
    .command('check')
    .summary('judge a saved recording, without a network')
    .description('Judges a recording made by `probe --record`: same output, same exit code, no network.')
    .argument('<recording>', 'the file')
    .addOption(JUDGING.ruleset)
    .addOption(JUDGING.rules)
    .addOption(JUDGING.failOn)
    .addOption(JUDGING.format)
    .addOption(JUDGING.output)
    .addOption(JUDGING.debug)
    .addHelpText(
      'after',
      example('mcp-accept check recording.json', 'mcp-accept check recording.json --ruleset spec'),
    );
}

function addRules(program: Command): Command {
  return program
    .command('rules')
    .summary('list the rules, explain one, or test rule files')
    .description('Without an id: the table of rules. With one: why, requirement, remedies, sources.')
    .argument('[id]', 'one rule')
    .option('--test [dir]', 'run the examples of the rules, or of the rule files in a folder')
    .addOption(JUDGING.rules)
    .addOption(JUDGING.debug)
    .addHelpText(
      'after',
      example('mcp-accept rules', 'mcp-accept rules wildcard-rejected', 'mcp-accept rules --test ./my-rules'),
    );
}

function addServe(program: Command): Command {
  return program
    .command('serve')
    .summary('run the built-in server, to try a client or this tool on it')
    .description(
      'Runs the built-in server on loopback until Ctrl-C. A persona is a server with one character, or one defect.',
    )
    .argument('[persona]', 'which one', 'strict')
    .option('--port <n>', 'the port; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--list', 'list the personas')
    .addOption(JUDGING.debug)
    .addHelpText('after', example('mcp-accept serve --list', 'mcp-accept serve strict --port 3000'));
}

function example(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** Says what went wrong and returns the exit code. A stack trace only with `--debug`. */
async function explain(error: unknown, { writer }: Context, argv: readonly string[]): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  const { forTerminal } = await import('../report/escape.js');
  if (error instanceof UserError) {
    await writer.err(
      `${error
        .lines()
        .map((line) => forTerminal(line))
        .join('\n')}\n`,
    );
    return error.exitCode;
  }
  const trace =
    argv.includes('--debug') && error instanceof Error ? `\n${error.stack}` : ' (--debug shows where)';
  await writer.err(`error: ${forTerminal(error instanceof Error ? error.message : String(error))}${trace}\n`);
  return EXIT.usage;
}
