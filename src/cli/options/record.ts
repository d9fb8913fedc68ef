import type { Command } from 'commander';
import { duration } from './duration.js';
import { wholeNumber } from './wholeNumber.js';

/** `clients record`, below a `clients` of its own or of others. */
export function addRecord(clients: Command): Command {
  return clients
    .command('record')
    .summary('write the profile of a live client')
    .description(
      'Runs a server on loopback that keeps every header line a client sends, and writes its profile: a file for `rules/clients/`. Credentials are never written.',
    )
    .option('--port <n>', 'the port; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--output <file>', 'write the profile to a file')
    .option('--client <name>', "the client's name, instead of the one that it sends")
    .option('--client-version <version>', 'its version, instead of the one that it sends')
    .option('--title <title>', 'what people call it')
    .option(
      '--quiet <time>',
      'end after so much silence, in seconds or as 500ms, 2m; 0 waits for Ctrl-C',
      duration(0, 3_600_000, 's'),
      5000,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  mcp-accept clients record --port 4000 --output my-client.json\n  mcp-accept clients record --client my-client --client-version 1.2.3 --quiet 0\n',
    );
}
