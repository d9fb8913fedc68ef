import { type Command, Option } from 'commander';
import { formatsFor, type Kind } from '../../report/formats/index.js';
import { type Destination, destinationOf } from '../destinations.js';
import { SHARED } from './shared.js';

/** How a report is told, and where it goes: the same for every command that has one. */
export function addReporting(command: Command, kind: Kind): Command {
  const formats = formatsFor(kind);
  return command
    .addOption(new Option('--format <format>', 'what to print').choices(formats).default(formats[0]))
    .addOption(new Option('--json', 'short for --format json').implies({ format: 'json' }))
    .option('--output <file>', 'write the report to a file; the verdict is still printed')
    .option(
      '--report <format:file>',
      'write also this report, for example sarif:out.sarif; - is stdout (repeatable)',
      (text: string, before: Destination[]) => [...before, destinationOf(text, kind)],
      [],
    )
    .addOption(
      new Option('-v, --verbose', 'everything: each cell, finding, probe and entry').conflicts('quiet'),
    )
    .option('-q, --quiet', 'a line per target and finding')
    .option('--no-color', 'no colour, also on a terminal')
    .addOption(SHARED.debug);
}
