import type { Exchange } from '../model.js';
import { FORMATS, type Format } from '../report/formats/index.js';
import type { Context } from './context.js';
import { type Destination, destinationsOf, type Wanted } from './destinations.js';
import { unwritable } from './unwritable.js';

/** Reports that are written while the run is under way. */
export interface Live {
  /** Says of an exchange that it is over. */
  exchange(target: string, flow: string, exchange: Exchange): void;
  has(destination: Destination): boolean;
  /** Writes what comes last. @throws WriteError where it, or what came before, could not be written */
  end(destination: Destination, text: string): Promise<void>;
}

/** Opens those of the reports that are told as things happen. @throws {UserError} where one cannot be written */
export async function openLive({ writer }: Context, wanted: Wanted): Promise<Live | null> {
  const opened = await Promise.all(
    destinationsOf(wanted).map(async (destination) => {
      const { format, path } = destination;
      const { live }: Format = FORMATS[format];
      if (live === undefined) return [];
      const line = await live();
      if (path === null) return [{ destination, line, sink: { add: writer.out, end: writer.out } }];
      const sink = await writer.growing(path).catch((error: unknown) => {
        throw unwritable(path, error);
      });
      return [{ destination, line, sink }];
    }),
  );
  const all = opened.flat();
  if (all.length === 0) return null;
  const sameAs = (one: Destination) =>
    all.find(({ destination: { format, path } }) => format === one.format && path === one.path);
  let broken: unknown = null;
  return {
    exchange(target, flow, exchange) {
      for (const { line, sink } of all) {
        sink.add(line(target, flow, exchange)).catch((error: unknown) => {
          broken ??= error;
        });
      }
    },
    has: (destination) => sameAs(destination) !== undefined,
    async end(destination, text) {
      await sameAs(destination)?.sink.end(text);
      if (broken !== null) throw broken;
    },
  };
}
