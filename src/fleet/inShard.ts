import { createHash } from 'node:crypto';
import type { Shard } from '../model.js';

/** Whether the targets of this host are in that part: the same on every machine, in every version. */
export function isInShard(hostname: string, { index, of }: Shard): boolean {
  const digest = createHash('sha256').update(hostname.toLowerCase()).digest();
  return digest.readUIntBE(0, 6) % of === index - 1;
}
