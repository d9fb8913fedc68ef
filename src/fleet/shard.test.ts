import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInShard } from './inShard.js';
import { shardOf } from './shard.js';

test('a host is in one shard, the same on every machine and for ever', () => {
  const of = 4;
  const shardsOf = (host: string): number[] => [1, 2, 3, 4].filter((index) => isInShard(host, { index, of }));
  // Runs of two versions are merged: what these say must never change.
  const known = ['a.example', 'b.example', 'c.example', 'mcp.example.com', '127.0.0.1'].map(shardsOf);
  assert.deepEqual(known, [[1], [3], [4], [2], [3]]);
  assert.deepEqual(shardsOf('A.Example'), shardsOf('a.example'));
});

test('shards are about of the same size', () => {
  const sizes = [1, 2, 3, 4, 5].map(
    (index) =>
      Array.from({ length: 5000 }, (_, at) => `h${at}.example`).filter((host) =>
        isInShard(host, { index, of: 5 }),
      ).length,
  );
  for (const size of sizes) assert.ok(size > 900 && size < 1100, sizes.join());
});

test('the first is 1/n, or index:0/n', () => {
  assert.deepEqual(shardOf('1/4'), { index: 1, of: 4 });
  assert.deepEqual(shardOf('index:0/4'), { index: 1, of: 4 });
  assert.deepEqual(shardOf('index:3/4'), shardOf('4/4'));
});
