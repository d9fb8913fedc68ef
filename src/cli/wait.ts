import { setTimeout as pause } from 'node:timers/promises';
import type { Route, Target } from '../model.js';
import type { Send } from '../net/wire.js';
import { startProgress } from '../report/progress.js';
import type { Context } from './context.js';

/** Between two tries, in milliseconds. */
const EVERY_MS = 500;
/** One try. A server that takes longer to say anything is up all the same once it has. */
const TRY_MS = 5000;

/**
 * Waits until every target answers anything at all, be it an error. What is asked is `OPTIONS`, without credentials:
 * it changes nothing, opens no session and counts as no client.
 *
 * @param waitMs how long in all
 * @returns false where some target has said nothing by then
 */
export async function waitFor(
  { writer, process }: Context,
  targets: readonly Target[],
  waitMs: number,
  route: Route,
  signal: AbortSignal,
): Promise<boolean> {
  const { createSender } = await import('../net/sender.js');
  const sender = createSender(1, 0, route);
  const progress = startProgress(process.stderr, process.stderr.isTTY === true);
  const until = performance.now() + waitMs;
  const missing = new Map(targets.map((target) => [target, 'no answer yet']));
  const stop = (): void => sender.interrupt();
  signal.addEventListener('abort', stop);
  try {
    while (missing.size > 0 && !signal.aborted) {
      const left = until - performance.now();
      if (left <= 0) break;
      await Promise.all(
        [...missing.keys()].map(async (target) => {
          const why = await silenceOf(target, sender.send, Math.min(TRY_MS, Math.max(1, left)));
          if (why === null) missing.delete(target);
          else missing.set(target, why);
        }),
      );
      const still = [...missing].map(([{ shownUrl }, why]) => `${shownUrl} (${why})`).join(', ');
      progress.update(
        `waiting for ${still}, ${Math.max(0, Math.ceil((until - performance.now()) / 1000))} s left`,
      );
      if (missing.size > 0) await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    progress.stop();
    signal.removeEventListener('abort', stop);
    await sender.close();
  }
  for (const [{ shownUrl }, why] of missing) {
    await writer.err(`waited ${waitMs / 1000} s for ${shownUrl} in vain: ${why}\n`);
  }
  return missing.size === 0;
}

/** Why a target has not said anything; null: it has. Whoever speaks TLS, or anything but HTTP, is there as well. */
async function silenceOf({ bareUrl }: Target, send: Send, timeoutMs: number): Promise<string | null> {
  const { outcome } = await send({
    method: 'OPTIONS',
    url: bareUrl,
    headers: [],
    body: null,
    read: 'headers',
    answerTo: null,
    timeoutMs,
    pool: null,
  });
  if (outcome.kind === 'answer' || outcome.stage === 'tls' || outcome.code.startsWith('HPE_')) return null;
  return outcome.code;
}
