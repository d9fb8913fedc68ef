import { Command, CommanderError } from 'commander';
import { EXIT, UserError } from '../errors.js';
import { forTerminal } from '../report/escape.js';
import { renderUserError } from '../report/userError.js';
import { createWriter } from '../report/writer.js';
import { TOOL } from '../tool.js';
import type { UpdateOptions } from './accepting/update.js';
import type { CheckOptions } from './check.js';
import type { ClientsOptions } from './clients.js';
import { HIDDEN } from './completion/hidden.js';
import type { Shell } from './completion/scripts.js';
import type { Context } from './context.js';
import type { DiffOptions } from './diff.js';
import type { FixOptions } from './fix.js';
import type { FleetOptions } from './fleetSettings.js';
import type { InitOptions } from './init.js';
import type { LintOptions } from './lint.js';
import type { McpOptions } from './mcp.js';
import type { MergeOptions } from './merge.js';
import { addBaselineUpdate } from './options/baseline.js';
import { addCheck } from './options/check.js';
import { addClients } from './options/clients.js';
import { addComplete, addCompletion } from './options/completion.js';
import { addConfigPrint } from './options/config.js';
import { addDiff } from './options/diff.js';
import { addExplain } from './options/explain.js';
import { addFix } from './options/fix.js';
import { addFleet } from './options/fleet.js';
import { addInit } from './options/init.js';
import { addLint } from './options/lint.js';
import { addMcp } from './options/mcp.js';
import { addMerge } from './options/merge.js';
import { addProbe } from './options/probe.js';
import { addRecord } from './options/record.js';
import { addRules } from './options/rules.js';
import { addServe } from './options/serve.js';
import { example } from './options/shared.js';
import { addTap } from './options/tap.js';
import { addTriage } from './options/triage.js';
import type { ProbeOptions } from './probe.js';
import type { RecordClientOptions } from './recordClient.js';
import type { RulesOptions } from './rules.js';
import type { ServeOptions } from './serve.js';
import type { TapOptions } from './tap.js';
import type { TriageOptions } from './triage.js';

/** The commands that `mcp-accept.config.json` speaks of. */
const CONFIGURED = ['probe', 'triage', 'clients', 'check', 'lint'];

const asking = () => import('./asking.js');
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
    // Each command's options are its own: `clients record --output` is not for `clients`.
    .enablePositionalOptions()
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
        await program.parseAsync(words);
      } catch (error) {
        exitCode = await explain(error, context, argv);
      }
      await Promise.all(said);
      return exitCode;
    },
  };
}

/** What adds each command to the program, by its name, in the order in which help shows them. */
function commandsOf(
  program: Command,
  context: Context,
  ended: (exitCode: number) => void,
): Record<string, () => void> {
  return {
    probe() {
      addProbe(program).action(async (urls: string[], options: ProbeOptions) => {
        ended(await (await asking()).probe(context, urls, options));
      });
    },
    check() {
      addCheck(program).action(async (file: string, options: CheckOptions) => {
        ended(await (await asking()).check(context, file, options));
      });
    },
    config() {
      addConfigPrint(program).action(async () => {
        ended(await (await commands()).printConfig(context, addProbe(new Command())));
      });
    },
    baseline() {
      addBaselineUpdate(program).action(async (file: string, options: UpdateOptions) => {
        ended(await (await commands()).updateBaseline(context, file, options));
      });
    },
    lint() {
      addLint(program).action(async (file: string | undefined, options: LintOptions) => {
        ended(await (await commands()).lint(context, file, options));
      });
    },
    rules() {
      addRules(program).action(async (id: string | undefined, options: RulesOptions) => {
        ended(await (await commands()).rules(context, id, options));
      });
    },
    explain() {
      addExplain(program).action(async (what: string | undefined) => {
        ended(await (await commands()).explain(context, what));
      });
    },
    serve() {
      addServe(program).action(async (persona: string, options: ServeOptions) => {
        ended(await (await commands()).serve(context, persona, options));
      });
    },
    tap() {
      addTap(program).action(async (url: string, options: TapOptions) => {
        ended(await (await commands()).tap(context, url, options));
      });
    },
    clients() {
      const clients = addClients(program).action(async (urls: string[], options: ClientsOptions) => {
        ended(await (await asking()).clients(context, urls, options));
      });
      addRecord(clients).action(async (options: RecordClientOptions) => {
        ended(await (await commands()).recordClient(context, options));
      });
    },
    diff() {
      addDiff(program).action(async (before: string, after: string, options: DiffOptions) => {
        ended(await (await commands()).diff(context, before, after, options));
      });
    },
    fix() {
      addFix(program).action(async (file: string | undefined, options: FixOptions) => {
        ended(await (await commands()).fix(context, file, options));
      });
    },
    fleet() {
      addFleet(program).action(async (file: string, options: FleetOptions) => {
        ended(await (await commands()).fleet(context, file, options));
      });
    },
    merge() {
      addMerge(program).action(async (files: string[], options: MergeOptions) => {
        ended(await (await commands()).merge(context, files, options));
      });
    },
    triage() {
      addTriage(program).action(async (urls: string[], options: TriageOptions) => {
        ended(await (await commands()).triage(context, urls, options));
      });
    },
    init() {
      addInit(program).action(async (url: string, options: InitOptions) => {
        ended(await (await commands()).init(context, url, options));
      });
    },
    completion() {
      addCompletion(program).action(async (shell: Shell) => {
        ended(await (await import('./completion/command.js')).completion(context, shell));
      });
    },
    [HIDDEN]() {
      addComplete(program).action(async (words: string[], options: { next?: true }) => {
        ended(await (await import('./completion/command.js')).answerShell(context, program, words, options));
      });
    },
    mcp() {
      addMcp(program).action(async (files: string[], options: McpOptions) => {
        ended(await (await commands()).mcp(context, files, options));
      });
    },
  };
}

/** The one command that is called: half a thousand options take longer to set up than to read. Help and Tab need all. */
function calledBy(
  [, , first = '']: readonly string[],
  commandsByName: Record<string, () => void>,
): (() => void)[] {
  if (VERSION.includes(first)) return [];
  const one = first !== HIDDEN && Object.hasOwn(commandsByName, first) ? commandsByName[first] : undefined;
  return one === undefined ? Object.values(commandsByName) : [one];
}

const VERSION = ['-V', '--version'];

/** Options of the program itself; with any other first, and no command, it is `probe` that is meant. */
const OF_THE_PROGRAM = ['-h', '--help', ...VERSION];

/** `mcp-accept URL` is `mcp-accept probe URL`, also with options first; alone it probes the nearest configuration. */
function withCommand(argv: readonly string[], commands: readonly string[]): string[] {
  const [node = '', script = '', ...words] = argv;
  const [first] = words;
  const isProbe =
    first === undefined ||
    /^https?:\/\//i.test(first) ||
    (first.startsWith('-') && ![...OF_THE_PROGRAM, ...commands].some((own) => words.includes(own)));
  return [node, script, ...(isProbe ? ['probe'] : []), ...words];
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
