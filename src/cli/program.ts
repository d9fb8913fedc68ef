import { Command, CommanderError } from 'commander';
import { EXIT, UserError } from '../errors.js';
import { forTerminal } from '../report/escape.js';
import { renderUserError } from '../report/userError.js';
import { createWriter } from '../report/writer.js';
import { TOOL } from '../tool.js';
import type { UpdateOptions } from './accepting/update.js';
import type { CheckOptions } from './check.js';
import type { ClientsOptions } from './clients.js';
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

  const probe = addProbe(program).action(async (urls: string[], options: ProbeOptions) => {
    exitCode = await (await asking()).probe(context, urls, options);
  });
  addCheck(program).action(async (file: string, options: CheckOptions) => {
    exitCode = await (await asking()).check(context, file, options);
  });
  addConfigPrint(program).action(async () => {
    exitCode = await (await commands()).printConfig(context, probe);
  });
  // What a project keeps for all is read before one of these begins.
  program.hook('preAction', async (_program, command) => {
    if (!CONFIGURED.includes(command.name()) || command.parent !== program) return;
    const { applyProject, readProject } = await asking();
    applyProject(command, await readProject(process.cwd()), process.env);
  });
  addBaselineUpdate(program).action(async (file: string, options: UpdateOptions) => {
    exitCode = await (await commands()).updateBaseline(context, file, options);
  });
  addLint(program).action(async (file: string | undefined, options: LintOptions) => {
    exitCode = await (await commands()).lint(context, file, options);
  });
  addRules(program).action(async (id: string | undefined, options: RulesOptions) => {
    exitCode = await (await commands()).rules(context, id, options);
  });
  addExplain(program).action(async (what: string | undefined) => {
    exitCode = await (await commands()).explain(context, what);
  });
  addServe(program).action(async (persona: string, options: ServeOptions) => {
    exitCode = await (await commands()).serve(context, persona, options);
  });

  addTap(program).action(async (url: string, options: TapOptions) => {
    exitCode = await (await commands()).tap(context, url, options);
  });

  const clients = addClients(program).action(async (urls: string[], options: ClientsOptions) => {
    exitCode = await (await asking()).clients(context, urls, options);
  });
  addRecord(clients).action(async (options: RecordClientOptions) => {
    exitCode = await (await commands()).recordClient(context, options);
  });
  addDiff(program).action(async (before: string, after: string, options: DiffOptions) => {
    exitCode = await (await commands()).diff(context, before, after, options);
  });
  addFix(program).action(async (file: string | undefined, options: FixOptions) => {
    exitCode = await (await commands()).fix(context, file, options);
  });
  addFleet(program).action(async (file: string, options: FleetOptions) => {
    exitCode = await (await commands()).fleet(context, file, options);
  });
  addMerge(program).action(async (files: string[], options: MergeOptions) => {
    exitCode = await (await commands()).merge(context, files, options);
  });
  addTriage(program).action(async (urls: string[], options: TriageOptions) => {
    exitCode = await (await commands()).triage(context, urls, options);
  });
  addInit(program).action(async (url: string, options: InitOptions) => {
    exitCode = await (await commands()).init(context, url, options);
  });

  addCompletion(program).action(async (shell: Shell) => {
    exitCode = await (await import('./completion/command.js')).completion(context, shell);
  });
  addComplete(program).action(async (words: string[], options: { next?: true }) => {
    exitCode = await (await import('./completion/command.js')).answerShell(context, program, words, options);
  });
  addMcp(program).action(async (files: string[], options: McpOptions) => {
    exitCode = await (await commands()).mcp(context, files, options);
  });

  return {
    async run(argv) {
      try {
        await program.parseAsync(withCommand(argv, namesOf(program)));
      } catch (error) {
        exitCode = await explain(error, context, argv);
      }
      await Promise.all(said);
      return exitCode;
    },
  };
}

function namesOf({ commands }: Command): string[] {
  return commands.map((command) => command.name());
}

/** Options of the program itself; with any other first, and no command, it is `probe` that is meant. */
const OF_THE_PROGRAM = ['-h', '--help', '-V', '--version'];

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
