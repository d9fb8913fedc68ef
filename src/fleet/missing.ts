import type { FleetEnd } from '../model.js';

/** A file of lines, and its last line where that says that the run came to its end. */
export interface RunEnd {
  file: string;
  end: FleetEnd | null;
}

/** More than these are counted. */
const NAMED = 10;

/** What the files of a fleet's shards show to be missing: the rest of a run that was broken off, a whole shard. */
export function missingIn(runs: readonly RunEnd[]): string[] {
  const broken = runs.flatMap(({ file, end }) =>
    end === null ? [`the rest of ${file}: that run was broken off`] : [],
  );
  const shards = runs.flatMap(({ end }) => end?.shard ?? []);
  const absent = [...new Set(shards.map(({ of }) => of))].flatMap((of) => {
    const there = new Set(shards.filter((shard) => shard.of === of).map(({ index }) => index));
    return Array.from({ length: of }, (_, at) => at + 1)
      .filter((index) => !there.has(index))
      .map((index) => `shard ${index} of ${of}`);
  });
  // A file without its end may be that of a shard, and it is not known of which.
  const all = [...broken, ...(broken.length > 0 ? [] : absent)];
  const rest = all.length - NAMED;
  return rest > 0 ? [...all.slice(0, NAMED), `and ${rest} more`] : all;
}
