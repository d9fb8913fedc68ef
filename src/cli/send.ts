import type { Asked, ClientProfile, Recording, Target } from '../model.js';
import { budgets } from '../plan/budget.js';
import { conduct } from '../record/conduct.js';
import { problemRecording } from '../record/problem.js';
import { startProgress } from '../report/progress.js';
import { isCi } from '../report/view.js';
import { hasCredentials } from '../target/credentials.js';
import type { Context } from './context.js';
import type { Chosen } from './targets.js';

export interface SendOptions {
  concurrency: number;
  debug: boolean;
  /** The clients to replay; `thorough`: also those that open two streams. */
  profiles: ClientProfile[];
  thorough: boolean;
}

/** How long requests under way are still waited for after Ctrl-C, in milliseconds. */
const LAST_ANSWERS_MS = 700;

/** One recording for each entry, in the order of the file; what could not even be tried is among them. */
export async function recordAll(
  context: Context,
  { entries }: Chosen,
  asked: Asked,
  options: SendOptions,
): Promise<Recording[]> {
  const targets = entries.flatMap(({ target }) => (target === null ? [] : [target]));
  const sent = await sendAll(context, targets, asked, options);
  return entries.flatMap((entry) => {
    if (entry.target === null) return [problemRecording(entry.server, entry.source, entry.problem, asked)];
    return sent.splice(0, 1);
  });
}

/**
 * Probes every target, all at once and each for itself: one that hangs delays no other. Ctrl-C ends the
 * run and its sessions; a second one ends the process.
 */
async function sendAll(
  { writer, process }: Context,
  targets: readonly Target[],
  asked: Asked,
  { concurrency, debug, profiles, thorough }: SendOptions,
): Promise<Recording[]> {
  const { createSender } = await import('../net/sender.js');
  const senders = targets.map(() => createSender(concurrency));
  const abort = new AbortController();
  const progress = startProgress(
    process.stderr,
    process.stderr.isTTY === true && !isCi(process.env) && !debug,
  );
  const stop = (): void => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
    // What is under way may still open a session, and that one is to be ended: a moment for its answer.
    setTimeout(() => {
      for (const sender of senders) sender.interrupt();
    }, LAST_ANSWERS_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  let sent = 0;
  try {
    if (asked.depth === 'thorough') await announce({ writer, process }, asked, targets);
    return await Promise.all(
      senders.map(({ send }, at) => {
        const target = targets[at] as Target;
        const name = targets.length > 1 ? `${target.name}: ` : '';
        return conduct(target, send, {
          asked,
          concurrency,
          clients: { profiles, thorough },
          signal: abort.signal,
          onStep(plan, step) {
            sent += 1;
            if (debug) void writer.err(`#${sent} ${name}${plan.id} ${step.name}\n`);
            else progress.update(`${name}${plan.id} ${step.name} (request ${sent})`);
          },
        });
      }),
    );
  } finally {
    progress.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await Promise.all(senders.map((sender) => sender.close()));
  }
}

/** What a thorough run may upset, said before it is sent. */
async function announce({ writer }: Context, asked: Asked, targets: readonly Target[]): Promise<void> {
  const flows = targets.flatMap((target) =>
    budgets({ ...asked, credentials: hasCredentials(target) }).flatMap((budget) => budget.flows),
  );
  const warnings = [...new Set(flows.flatMap((flow) => (flow.upsets === null ? [] : [flow.upsets])))];
  await writer.err(
    `--thorough also sends, last, what is known to upset some servers:\n${warnings.map((line) => `  - ${line}\n`).join('')}`,
  );
}
