import { UserError } from '../errors.js';
import type { Shard } from '../model.js';
import type { Digests } from './digests.js';
import type { FleetEntry, FleetTarget } from './entries.js';
import { isInShard } from './inShard.js';

/** Nobody sends to more hosts than this by mistake. */
export const HOSTS_AT_MOST = 20;
/** So many are held while their hosts are counted. */
const HELD = 1000;

export interface Wanted {
  shard: Shard | null;
  /** Those that have a result already. */
  done: Digests;
  /** Those that were named in this list. */
  named: Digests;
  /** A line could not be read. */
  onMistake: (mistake: UserError) => Promise<void>;
  onRepeated: () => void;
}

/** Which of the entries are to be asked now: of this shard, each once, and none that has a result. */
export async function* wantedOf(
  entries: AsyncIterable<FleetEntry>,
  { shard, done, named, onMistake, onRepeated }: Wanted,
): AsyncGenerator<FleetTarget> {
  for await (const entry of entries) {
    if (entry.mistake !== null) await onMistake(entry.mistake);
    else if (shard !== null && !isInShard(entry.host, shard)) continue;
    else if (!named.add(entry.id)) onRepeated();
    else if (!done.has(entry.id)) yield entry;
  }
}

/**
 * The same targets, once it is known that they are not more than anybody asks by mistake.
 * @throws {UserError} before the first one where they are
 */
export async function* fewOf(targets: AsyncIterable<FleetTarget>): AsyncGenerator<FleetTarget> {
  const held: FleetTarget[] = [];
  const hosts = new Set<string>();
  for await (const target of targets) {
    held.push(target);
    hosts.add(target.host);
    if (hosts.size > HOSTS_AT_MOST || held.length > HELD) {
      throw new UserError('so many servers are asked only where you say so', {
        found: hosts.size > HOSTS_AT_MOST ? `more than ${HOSTS_AT_MOST} hosts` : `more than ${HELD} targets`,
        whatToDo: 'ask servers of your own alone; with --yes it begins. Nothing was sent.',
      });
    }
  }
  yield* held;
}
