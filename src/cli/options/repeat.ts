import type { Command } from 'commander';
import { duration } from './duration.js';
import { wholeNumber } from './wholeNumber.js';

/** What asks for many handshakes in place of one. @param tries how many, where it is not said; undefined: none */
export function addRepeat(command: Command, tries?: number): Command {
  return command
    .option(
      '--repeat <n>',
      'first send n whole handshakes, of --client or of a correct client, and say how many connect and what the others share',
      wholeNumber(1, 1000),
      tries,
    )
    .option(
      '--idle <time>',
      'with --repeat: the pause between requests, which finds connections that are cut when idle: 5s',
      duration(0, 600_000, 's'),
    )
    .option('--reuse-session', 'with --repeat: keep one session across all, as a client that restarts does')
    .option(
      '--parallel <n>',
      'with --repeat: so many at once, which finds servers that mix sessions up',
      wholeNumber(1, 8),
    )
    .option('--fail-under <percent>', 'with --repeat: exit 1 if fewer connect', wholeNumber(0, 100));
}
