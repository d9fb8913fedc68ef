import type { Asked, Exchange, Recording, Target } from '../model.js';
import { Redactor } from '../record/redact.js';
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
 * @throws the system's error if the port cannot be had
 */
export async function listenBetween(
  target: Target,
  options: { address: string; port: number; asked: Asked } & Listener,
): Promise<Listening> {
  const redactor = new Redactor(target);
  const address = new URL(target.url);
  const issued = new Set<string>();
  const kept: Exchange[] = [];
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const tap = await startTap(address, {
    address: options.address,
    port: options.port,
    onAnswer: (tapped) => options.onHead(keep(tapped, address, redactor, issued)),
    onEnd(tapped) {
      const exchange = keep(tapped, address, redactor, issued);
      if (kept.length < MOST) kept.push(exchange);
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
        endedMs: Math.round(performance.now() - began),
      };
      return recordingOf(target, options.asked, passed, redactor);
    },
  };
}
