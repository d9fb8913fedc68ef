/**
 * How many milliseconds of a processor this takes, with what else this process does meanwhile: nothing, where it awaits
 * nothing. A busy machine changes the time on the clock, and this hardly.
 */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
