/** Preloaded into the process under test (`--import`): says on file descriptor 3, when it ends, what memory it took. */
import { writeSync } from 'node:fs';
import { peakKiB } from './peakMemory.js';

process.on('exit', () => {
  writeSync(3, String(peakKiB()));
});
