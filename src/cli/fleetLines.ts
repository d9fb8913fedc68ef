import type { FleetLine } from '../model.js';
import { jsonLine } from '../report/escape.js';
import type { Context } from './context.js';
import { type Destination, destinationsOf, type Wanted } from './destinations.js';
import { type Growing, openSinks } from './live.js';

/** Where the lines of a run go, each as soon as it is there. */
export interface FleetLines extends Growing {
  /** Resolves when it is written, so that nothing piles up before a slow reader. */
  add(line: FleetLine): Promise<void>;
}

/** A run that goes on: the file of its lines, and how much of that is whole, in bytes. */
export interface Resumed {
  path: string;
  keep: number;
}

/** @throws {UserError} where a file cannot be written */
export async function openLines(
  context: Context,
  wanted: Wanted,
  resumed: Resumed | null = null,
): Promise<FleetLines> {
  const destinations = destinationsOf(wanted).filter(({ format }) => format === 'ndjson');
  const keep = ({ path }: Destination): number =>
    path !== null && path === resumed?.path ? resumed.keep : 0;
  const sinks = await openSinks(context, destinations, keep);
  return {
    ...sinks,
    async add(line) {
      const text = jsonLine(line);
      await Promise.all(destinations.map((destination) => sinks.add(destination, text)));
    },
  };
}
