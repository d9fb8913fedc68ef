import { Option } from 'commander';

/** Options that several commands have. */
export const SHARED = {
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

/** Lines below the help of a command. */
export function example(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** An option that may be given again. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
