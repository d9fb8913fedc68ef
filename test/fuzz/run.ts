import type { Fuzzer } from './case.js';
import { configFuzzer } from './configs.js';
import { randomOf } from './random.js';
import { readingFuzzer } from './reading.js';
import { recordingFuzzer } from './recordings.js';
import { wireFuzzer } from './wire.js';

export interface FuzzOptions {
  seed: string;
  /** One case alone: `wire:17`. */
  only: string | null;
}

/** How many cases of each kind, and how many at once: on the wire most of the time is spent waiting. */
const KINDS: [name: string, create: () => Promise<Fuzzer>, cases: number, atOnce: number][] = [
  ['reading', readingFuzzer, 6000, 48],
  ['wire', wireFuzzer, 2000, 32],
  ['config', configFuzzer, 2000, 4],
  ['recording', recordingFuzzer, 350, 2],
];

/** No case takes so long, also on a busy machine: whatever does hangs. */
const LONGEST_MS = 20_000;

/** Whatever comes, it is not kept: far more than the largest answers of those at once take. */
const MOST_MIB = 1024;

/** Runs every case. @returns a line for each that went wrong, with the words that make it happen again */
export async function fuzz({ seed, only }: FuzzOptions, say: (line: string) => void): Promise<string[]> {
  const wrong: string[] = [];
  for (const [kind, create, cases, atOnce] of KINDS) {
    const wanted = Array.from({ length: cases }, (_, index) => index).filter(
      (index) => only === null || only === `${kind}:${index}`,
    );
    if (wanted.length === 0) continue;
    const began = performance.now();
    const fuzzer = await create();
    const one = async (index: number): Promise<void> => {
      const found = await outcomeOf(fuzzer, `${kind}-${seed}-${index}`);
      if (found !== null)
        wrong.push(`${kind} ${index}: ${found}\n  npm run fuzz -- --seed ${seed} --only ${kind}:${index}`);
    };
    const queue = wanted.values();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const index of queue) await one(index);
      }),
    );
    await fuzzer.close();
    const mib = Math.round(process.memoryUsage().rss / 1024 / 1024);
    if (mib > MOST_MIB) wrong.push(`${kind}: the process holds ${mib} MiB, at most ${MOST_MIB}`);
    say(`${kind}: ${wanted.length} cases, ${Math.round((performance.now() - began) / 1000)} s, ${mib} MiB`);
  }
  return wrong;
}

async function outcomeOf(fuzzer: Fuzzer, name: string): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`does not end within ${LONGEST_MS} ms`), LONGEST_MS);
  });
  try {
    return await Promise.race([fuzzer.run(randomOf(name), name), late]);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}
