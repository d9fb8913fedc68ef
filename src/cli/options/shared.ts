import { type Command, Option } from 'commander';
import type { Acceptance } from '../../model.js';
import { ignored } from '../accepting/ignored.js';
import { type OwnSeverity, ownSeverity } from '../accepting/severities.js';
import { duration, HOUR } from './duration.js';
import { addNetwork } from './network.js';
import { wholeNumber } from './wholeNumber.js';

/** Options that several commands have. */
export const SHARED = {
  credential: new Option(
    '--credential <name>',
    'a header or query parameter that counts as a credential (repeatable)',
  )
    .argParser(collect)
    .default([]),
  envFile: new Option('--env-file <file>', 'variables, beside those of the environment'),
  era: new Option('--era <era>', 'which protocol to speak')
    .choices(['auto', 'legacy', 'modern'])
    .default('auto'),
  timeout: new Option('--timeout <time>', 'per exchange: 500ms, 10s')
    .argParser(duration(1, 600_000))
    .default(10_000, '10s'),
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
  ignore: new Option(
    '--ignore <rule[@target][:date]>',
    'findings and diagnoses that do not count, for ever or until the end of that day (repeatable)',
  )
    .argParser((text: string, before: Acceptance[] | undefined) => [...(before ?? []), ignored(text)])
    .default([]),
  severity: new Option(
    '--severity <rule=level>',
    'how much a rule counts: error, warning, note or off (repeatable)',
  )
    .argParser((text: string, before: OwnSeverity[] | undefined) => [...(before ?? []), ownSeverity(text)])
    .default([]),
  baseline: new Option(
    '--baseline <file>',
    'findings and diagnoses that are accepted; what is out of date in it fails',
  ),
  profile: new Option('--profile <file>', 'a client profile of your own, as `clients record` writes it'),
  secondBearerEnv: new Option(
    '--second-bearer-env <name>',
    'the token of a second user in this variable: are the two kept apart? Lists alone are asked for',
  ),
  debug: new Option('--debug', 'print every request as it goes out, and stack traces'),
};

/** Lines below the help of a command. */
export function example(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** An option that may be given again. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** What chooses the servers: headers beside a URL, or a configuration. */
export function addTargets(command: Command): Command {
  return addNetwork(command)
    .option('-H, --header <line>', "a header to send, 'Name: value' (repeatable)", collect, [])
    .option('--bearer-env <name>', 'send Authorization: Bearer with the token in this variable')
    .addOption(SHARED.credential)
    .option('--config <file>', "the servers of a client's configuration, with the headers that stand there")
    .option('--server <name>', 'only this one of the configuration')
    .addOption(SHARED.envFile)
    .option('--client <name>', 'whose client it is: claude-code, vscode, cursor, codex, gemini, ...')
    .option(
      '--wait <time>',
      'until the servers answer anything at all, at most so long: 30s',
      duration(0, HOUR),
    )
    .option(
      '--deadline <time>',
      'for the whole run; what is not known by then is not judged',
      duration(1, HOUR),
    )
    .option(
      '--max-requests <n>',
      'at most so many in all; what is not known by then is not judged',
      wholeNumber(1, 1_000_000),
    );
}
