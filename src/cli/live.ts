import type { Exchange } from '../model.js';
import { FORMATS, type Format } from '../report/formats/index.js';
import type { Context } from './context.js';
import { type Destination, destinationsOf, type Wanted } from './destinations.js';
import { unwritable } from './unwritable.js';

/** Reports that are written while the run is under way. */
export interface Growing {
  has(destination: Destination): boolean;
  /** Writes what comes last. @throws WriteError where it, or what came before, could not be written */
  end(destination: Destination, text: string): Promise<void>;
}

/** Those that are told of exchanges. */
export interface Live extends Growing {
  /** Says of an exchange that it is over. */
  exchange(target: string, flow: string, exchange: Exchange): void;
}

/** Opens those of the reports that are told as things happen. @throws {UserError} where one cannot be written */
export async function openLive(context: Context, wanted: Wanted): Promise<Live | null> {
  const told = destinationsOf(wanted).flatMap((destination) => {
    const { live }: Format = FORMATS[destination.format];
    return live === undefined ? [] : [{ destination, live }];
  });
  if (told.length === 0) return null;
  const [lines, sinks] = await Promise.all([
    Promise.all(told.map(async ({ destination, live }) => ({ destination, line: await live() }))),
    openSinks(
      context,
      told.map(({ destination }) => destination),
    ),
  ]);
  return {
    ...sinks,
    exchange(target, flow, exchange) {
      for (const { destination, line } of lines) void sinks.add(destination, line(target, flow, exchange));
    },
  };
}

/** Where texts are added, one after the other. */
export interface Sinks extends Growing {
  /** Resolves when it is written; a failure is told at the end. */
  add(destination: Destination, text: string): Promise<void>;
}

/**
 * @param keep how many bytes stay of what a file holds
 * @throws {UserError} where one cannot be written
 */
export async function openSinks(
  { writer }: Context,
  destinations: readonly Destination[],
  keep: (destination: Destination) => number = () => 0,
): Promise<Sinks> {
  const all = await Promise.all(
    destinations.map(async (destination) => {
      const { path } = destination;
      if (path === null) return { destination, sink: { add: writer.out, end: writer.out } };
      const sink = await writer.growing(path, keep(destination)).catch((error: unknown) => {
        throw unwritable(path, error);
      });
      return { destination, sink };
    }),
  );
  const sinkOf = (one: Destination) =>
    all.find(({ destination: { format, path } }) => format === one.format && path === one.path)?.sink;
  let broken: unknown = null;
  return {
    async add(destination, text) {
      await sinkOf(destination)
        ?.add(text)
        .catch((error: unknown) => {
          broken ??= error;
        });
    },
    has: (destination) => sinkOf(destination) !== undefined,
    async end(destination, text) {
      await sinkOf(destination)?.end(text);
      if (broken !== null) throw broken;
    },
  };
}
