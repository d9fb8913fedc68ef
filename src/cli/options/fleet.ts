import type { Command } from 'commander';
import { shardOf } from '../../fleet/shard.js';
import { duration, HOUR } from './duration.js';
import { addNetwork } from './network.js';
import { addReporting } from './reporting.js';
import { collect, example, SHARED } from './shared.js';
import { wholeNumber } from './wholeNumber.js';

/** `fleet` and its options. */
export function addFleet(program: Command): Command {
  const command = program
    .command('fleet')
    .summary('probe every server of a list, and say what is wrong with how many')
    .description(
      'Probes each target of a list: URLs, a line each; NDJSON ({"url", "headers", "name"}); or the servers of a client\'s configuration. One at a time for each host, in constant memory. For servers of your own; read-only: no tool is called.',
    )
    .argument('<file>', 'the list, or a configuration; - is stdin')
    .option('--yes', 'begin also where there are more than 20 hosts');
  addNetwork(command)
    .option(
      '-H, --header <line>',
      "a header for every URL of the list, 'Name: value' (repeatable)",
      collect,
      [],
    )
    .option('--bearer-env <name>', 'send each of them Authorization: Bearer with the token in this variable')
    .addOption(SHARED.credential)
    .addOption(SHARED.envFile)
    .option('--client <name>', 'whose configuration it is: claude-code, vscode, cursor, codex, gemini, ...')
    .addOption(SHARED.ruleset)
    .addOption(SHARED.rules)
    .option('--quick', 'the seven cells alone')
    .addOption(SHARED.era)
    .option('--concurrency <n>', 'targets at once, each on another host', wholeNumber(1, 256), 16)
    .option('--pace <time>', 'the least time between two targets of one host: 500ms', duration(0, HOUR), 0)
    .addOption(SHARED.timeout)
    .option(
      '--target-deadline <time>',
      'for each target; what is not known by then is not judged',
      duration(1, HOUR),
      120_000,
    )
    .option('--shard <i/n>', 'only the i-th of n parts, by host; index:i/n counts from 0', shardOf)
    .option('--resume <file>', 'keep a line of each result here; what has one already is not asked again')
    .addOption(SHARED.failOn)
    .addOption(SHARED.severity)
    .addOption(SHARED.ignore)
    .addOption(SHARED.baseline);
  return addReporting(command, 'fleet').addHelpText(
    'after',
    example(
      'mcp-accept fleet servers.txt --yes --resume run.ndjson --report html:fleet.html',
      'mcp-accept fleet .mcp.json',
      'mcp-accept fleet servers.txt --yes --shard 1/4 --report ndjson:1.ndjson',
      'mcp-accept merge 1.ndjson 2.ndjson 3.ndjson 4.ndjson',
    ),
  );
}
