import { UserError } from '../errors.js';
import type { Shard } from '../model.js';

/** More parts than this are a typing error. */
const MOST = 100_000;

/**
 * Reads `2/4`, the second of four; `index:1/4` says the same, counted from 0 as Kubernetes and many queues do.
 * @throws {UserError} for what is not that
 */
export function shardOf(text: string): Shard {
  const [, zero, first, last] = /^(index:)?(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const index = Number(first) + (zero === undefined ? 0 : 1);
  const of = Number(last);
  if (index >= 1 && index <= of && of <= MOST) return { index, of };
  throw new UserError('this is no part of a list', {
    where: `--shard ${text}`,
    whatToDo: 'write I/N with I from 1 to N, or index:I/N with I from 0: --shard 1/4, --shard index:0/4',
  });
}
