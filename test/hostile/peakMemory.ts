import { readFileSync } from 'node:fs';

/**
 * How much memory this process has ever held, in KiB. Linux keeps that per address space in /proc;
 * `resourceUsage().maxRSS` is not enough there: it is inherited from the process that forked, here the tests with
 * all their servers.
 */
export function peakKiB(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
