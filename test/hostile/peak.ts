/**
 * Preloaded into the process under test (`--import`): says on file descriptor 3, when the process ends,
 * how much memory it has ever held, in KiB.
 *
 * Linux keeps that per address space in /proc. `resourceUsage().maxRSS` is not enough there: it is
 * inherited from the process that forked, here the tests with all their servers.
 */
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => {
  writeSync(3, String(peakKiB()));
});

function peakKiB(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
