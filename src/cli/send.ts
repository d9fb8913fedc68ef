import type { Asked, Recording } from '../model.js';
import { budgets } from '../plan/budget.js';
import type { Chosen } from '../run/choose.js';
import { countedPools, type RequestBudget } from '../run/requestBudget.js';
import { type AskingOf, askingOf, recordAll as record, type Sending } from '../run/send.js';
import { hasCredentials } from '../targets/credentials.js';
import type { Context } from './context.js';
import type { Live } from './live.js';
import { whileUnderway } from './underway.js';

export interface SendOptions extends Omit<Sending, 'repeat' | 'trace' | 'elsewhere' | 'onExchange'> {
  debug: boolean;
  /** Reports that are written meanwhile. */
  live?: Live | null;
  repeat?: Sending['repeat'];
  trace?: Sending['trace'];
  /** Ends the run, as Ctrl-C does. */
  until?: AbortSignal;
  /** What may be sent at most. */
  budget?: RequestBudget;
}

/** One recording for each entry, in the order of the file; what could not even be tried is among them. */
export async function recordAll(
  context: Context,
  { entries }: Chosen,
  asked: Asked,
  { debug, live = null, repeat = null, trace = false, until, budget, ...options }: SendOptions,
): Promise<Recording[]> {
  const sending: Sending = {
    ...options,
    repeat,
    trace,
    elsewhere: true,
    onExchange: (target, plan, exchange) => live?.exchange(target, plan.id, exchange),
  };
  const asking = await askingOf(entries, asked, sending);
  if (asked.depth === 'thorough') await announce(context, asking);
  return whileUnderway(context, { debug, route: sending.route, until }, (underway) =>
    record(entries, asking, asked, sending, {
      ...underway,
      sender: budget === undefined ? underway.sender : countedPools(underway.sender, budget),
    }),
  );
}

/** What a thorough run may upset, said before it is sent. */
async function announce({ writer }: Context, asking: readonly AskingOf[]): Promise<void> {
  const flows = asking.flatMap(({ target, asked }) =>
    budgets({ ...asked, credentials: hasCredentials(target) }).flatMap((budget) => budget.flows),
  );
  const warnings = [...new Set(flows.flatMap((flow) => (flow.upsets === null ? [] : [flow.upsets])))];
  await writer.err(
    `--thorough also sends, last, what is known to upset some servers:\n${warnings.map((line) => `  - ${line}\n`).join('')}`,
  );
}
