/** The process of `apart.ts`: a message is the arguments of a run, and what came of it the answer. */
import { writeFileSync } from 'node:fs';
import { peakKiB } from './peakMemory.js';
import { run } from './runHere.js';

process.on('message', (args: string[]) => void answer(args));
process.on('disconnect', () => process.exit());

async function answer(args: string[]): Promise<void> {
  gc?.();
  forgetPeak();
  const ran = await run(args);
  process.send?.({ ...ran, peakMiB: peakKiB() / 1024 });
}

/** Linux counts anew from here on; elsewhere the most of all runs is the most of each. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {}
}
