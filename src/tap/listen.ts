import type { Asked, Exchange, Recording, Route, Target } from '../model.js';
import { Redactor } from '../record/redact.js';
import { onRoute, recordedRoute } from '../targets/route.js';
import { STRAIGHT } from '../targets/straight.js';
import { keep } from './keep.js';
import { recordingOf } from './recording.js';
import { startTap } from './tap.js';

/** Who is told of what passes, without its secrets. */
export interface Listener {
  /** The head of an answer has come, or it is certain that none will. */
  onHead(exchange: Exchange): void;
  onExchange(exchange: Exchange): void;
  /** Somebody was not let through. */
  onRefused(why: string): void;
}

export interface Listening {
  /** What the client is to be given, in the place of the server's address. */
  url: string;
  /** Ends it. */
  end(): Promise<Recording>;
}

/** Of a tap that is forgotten, the first so many exchanges are kept and judged. */
const MOST = 10_000;

/**
 * Listens between a client and a server until its end, and writes down what passes.
 * @param options.route how the server is reached; absent: as a matter of course
 * @param options.most so many exchanges are kept
 * @throws the system's error if the port cannot be had
 */
export async function listenBetween(
  target: Target,
  options: { address: string; port: number; asked: Asked; route?: Route; most?: number } & Listener,
): Promise<Listening> {
  const { route = STRAIGHT, most = MOST } = options;
  // Those of a proxy are secrets too.
  const redactor = new Redactor(onRoute(target, route));
  const address = new URL(target.url);
  const issued = new Set<string>();
  const kept: Exchange[] = [];
  let unkept = 0;
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const tap = await startTap(address, {
    address: options.address,
    port: options.port,
    route,
    onAnswer: (tapped) => options.onHead(keep(tapped, address, redactor, issued)),
    onEnd(tapped) {
      const exchange = keep(tapped, address, redactor, issued);
      if (kept.length < most) kept.push(exchange);
      else unkept += 1;
      options.onExchange(exchange);
    },
    onRefused: options.onRefused,
  });
  const shown = new URL(target.shownUrl);
  const url = `${tap.origin}${shown.pathname}${shown.search}`;
  return {
    url,
    async end() {
      await tap.close();
      const passed = {
        startedAt,
        listen: url,
        exchanges: kept.sort((a, b) => a.seq - b.seq),
        connections: tap.connections,
        refused: tap.refused(),
        unkept,
        route: recordedRoute(route, target),
        endedMs: Math.round(performance.now() - began),
      };
      return recordingOf(target, options.asked, passed, redactor);
    },
  };
}
