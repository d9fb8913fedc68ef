import { type Command, InvalidArgumentError } from 'commander';
import { isDate } from '../accepting/ignored.js';
import { example, SHARED } from './shared.js';

/** `baseline update` and its options. */
export function addBaselineUpdate(program: Command): Command {
  const baseline = program
    .command('baseline')
    .summary('findings that are accepted, with a reason and until when')
    .description('Keeps the file that --baseline reads.');
  return baseline
    .command('update')
    .summary('make a baseline fit a report')
    .description(
      'Errors and warnings of the report that are new come in, what is not found any more goes, the rest keeps its reason.',
    )
    .argument('<report>', 'a file of --format json, or a recording')
    .requiredOption('--baseline <file>', 'the baseline; it is made where there is none')
    .option('--reason <text>', 'why what is new is accepted', 'known when the baseline was made')
    .option('--expires <date>', 'the last day on which it is, for example 2026-12-31', (text: string) => {
      if (!isDate(text)) throw new InvalidArgumentError('It must be a date: 2026-12-31.');
      return text;
    })
    .addOption(SHARED.debug)
    .addHelpText(
      'after',
      example(
        'mcp-accept probe https://example.com/mcp --format json --output report.json',
        'mcp-accept baseline update report.json --baseline mcp-baseline.json --reason "until the proxy is replaced" --expires 2026-12-31',
        'mcp-accept probe https://example.com/mcp --baseline mcp-baseline.json',
      ),
    );
}
