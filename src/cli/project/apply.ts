import type { Command, Option } from 'commander';
import { CommanderError } from 'commander';
import { UserError } from '../../errors.js';
import type { Project, Typed } from './file.js';

/** Where the value of an option comes from: the command line beats the environment, that the file, that the default. */
export type Source = 'command line' | 'environment' | 'file' | 'default';

/** `MCP_ACCEPT_FAIL_ON` for `--fail-on`. */
export function variableOf(option: Option): string {
  return `MCP_ACCEPT_${option.name().toUpperCase().replaceAll('-', '_')}`;
}

/** Options whose values the environment or the file may give. */
const SETTABLE: readonly string[] = [
  'config',
  'client',
  'ruleset',
  'rules',
  'fail-on',
  'severity',
  'ignore',
  'baseline',
  'report',
  'timeout',
  'wait',
  'deadline',
  'max-requests',
];

/**
 * Gives the options of a command that were not typed the values of the environment and of the file.
 * @throws {UserError} for a value that the option does not take, naming where it stands
 */
export function applyProject(command: Command, project: Project | null, env: NodeJS.ProcessEnv): void {
  const urls = command.processedArgs[0] as unknown;
  const chosen =
    (Array.isArray(urls) && urls.length > 0) ||
    ['config', 'demo', 'server', 'from', 'log'].some((name) => isTyped(command, name));
  const isTicket = command.name() === 'triage';
  const probes = command.name() === 'probe' || isTicket;
  for (const option of command.options) {
    const name = option.name();
    // `clients` alone lists them: a file does not make it ask a server.
    if (name === 'config' && !probes) continue;
    // The reports of a project are those of its probe: a ticket is made for somebody, and has formats of its own.
    if (name === 'report' && isTicket) continue;
    if (!SETTABLE.includes(name) || isTyped(command, option.attributeName())) continue;
    const text = env[variableOf(option)];
    if (text !== undefined && text !== '') {
      set(command, option, [text], 'environment', variableOf(option));
      continue;
    }
    const typed = project?.options.get(name);
    // Whoever names a server does not mean those of the file.
    if (project === null || typed === undefined || (name === 'config' && chosen)) continue;
    set(command, option, typed, 'file', project.file);
  }
  const none = probes && Array.isArray(urls) && !chosen && sourceOf(command, 'config') === 'default';
  if (none && project !== null && project.targets.length > 0) command.processedArgs[0] = [...project.targets];
}

/** Where a value comes from. @param name as the code has it: `failOn` */
export function sourceOf(command: Command, name: string): Source {
  switch (command.getOptionValueSource(name)) {
    case undefined:
    case 'default':
      return 'default';
    case 'environment':
      return 'environment';
    case 'file':
      return 'file';
    default:
      return 'command line';
  }
}

function isTyped(command: Command, name: string): boolean {
  return sourceOf(command, name) === 'command line';
}

function set(command: Command, option: Option, typed: Typed, source: Source, where: string): void {
  const name = option.attributeName();
  try {
    const value = typed.reduce<unknown>(
      (before, text) => (option.parseArg === undefined ? text : option.parseArg(text, before)),
      command.getOptionValue(name),
    );
    command.setOptionValueWithSource(name, value, source);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UserError(`--${option.name()} does not take this`, {
      where,
      found: typed.join(', '),
      whatToDo: error.message,
    });
  }
}
