import { Command } from 'commander';
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
import { addTap } from './options/tap.js';
import { addTriage } from './options/triage.js';
import type { ProbeOptions } from './probe.js';
import type { RecordClientOptions } from './recordClient.js';
import type { RulesOptions } from './rules.js';
import type { ServeOptions } from './serve.js';
import type { TapOptions } from './tap.js';
import type { TriageOptions } from './triage.js';

const commands = () => import('./commands.js');
const asking = () => import('./asking.js');

/** What adds each command to the program, by its name, in the order in which help shows them. */
export function commandsOf(
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
    clients() {
      const clients = addClients(program).action(async (urls: string[], options: ClientsOptions) => {
        ended(await (await asking()).clients(context, urls, options));
      });
      addRecord(clients).action(async (options: RecordClientOptions) => {
        ended(await (await commands()).recordClient(context, options));
      });
    },
    triage() {
      addTriage(program).action(async (urls: string[], options: TriageOptions) => {
        ended(await (await commands()).triage(context, urls, options));
      });
    },
    fleet() {
      addFleet(program).action(async (file: string, options: FleetOptions) => {
        ended(await (await commands()).fleet(context, file, options));
      });
    },
    tap() {
      addTap(program).action(async (url: string, options: TapOptions) => {
        ended(await (await commands()).tap(context, url, options));
      });
    },
    lint() {
      addLint(program).action(async (file: string | undefined, options: LintOptions) => {
        ended(await (await commands()).lint(context, file, options));
      });
    },
    fix() {
      addFix(program).action(async (file: string | undefined, options: FixOptions) => {
        ended(await (await commands()).fix(context, file, options));
      });
    },
    init() {
      addInit(program).action(async (url: string, options: InitOptions) => {
        ended(await (await commands()).init(context, url, options));
      });
    },
    check() {
      addCheck(program).action(async (file: string, options: CheckOptions) => {
        ended(await (await asking()).check(context, file, options));
      });
    },
    diff() {
      addDiff(program).action(async (before: string, after: string, options: DiffOptions) => {
        ended(await (await commands()).diff(context, before, after, options));
      });
    },
    baseline() {
      addBaselineUpdate(program).action(async (file: string, options: UpdateOptions) => {
        ended(await (await commands()).updateBaseline(context, file, options));
      });
    },
    merge() {
      addMerge(program).action(async (files: string[], options: MergeOptions) => {
        ended(await (await commands()).merge(context, files, options));
      });
    },
    explain() {
      addExplain(program).action(async (what: string | undefined) => {
        ended(await (await commands()).explain(context, what));
      });
    },
    rules() {
      addRules(program).action(async (id: string | undefined, options: RulesOptions) => {
        ended(await (await commands()).rules(context, id, options));
      });
    },
    config() {
      addConfigPrint(program).action(async () => {
        ended(await (await commands()).printConfig(context, addProbe(new Command())));
      });
    },
    serve() {
      addServe(program).action(async (persona: string, options: ServeOptions) => {
        ended(await (await commands()).serve(context, persona, options));
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
