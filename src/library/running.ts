import type { Asked, Recording } from '../model.js';
import { cutShortBy } from '../record/cutShort.js';
import { type Chosen, chosenEntries, chosenUrls } from '../run/choose.js';
import { openConfig } from '../run/openConfig.js';
import { budgetOf, countedPools } from '../run/requestBudget.js';
import { askingOf, recordAll, type Sending } from '../run/send.js';
import { withSenders } from '../run/underway.js';
import { routeFrom } from '../targets/route.js';
import type { Running, Servers } from './options.js';

/** The targets of URLs, or those of a configuration. @throws {UserError} */
export async function chosen(
  servers: Servers,
  { headers = [], credentials = [], env = {} }: Running,
  { asConfigured }: { asConfigured: boolean },
): Promise<Chosen> {
  if (typeof servers === 'object' && 'config' in servers) {
    const { config, server = null, client } = servers;
    const { file } = await openConfig(config, { cwd: '.', env: { ...env }, client, say: async () => {} });
    return chosenEntries(file, { server, credentials: [...credentials] });
  }
  const lines = Array.isArray(headers) ? headers : Object.entries(headers);
  return chosenUrls(typeof servers === 'string' ? [servers] : servers, {
    headers: lines.map(([name, value]) => `${name}: ${value}`),
    bearerEnv: null,
    credentials: [...credentials],
    env: {},
    asConfigured,
  });
}

/**
 * Sends what is asked and writes down what came back.
 * @throws the reason of the caller's signal, once open sessions have been ended
 */
export async function recorded(
  { entries }: Chosen,
  asked: Asked,
  clients: Pick<Sending, 'profiles' | 'thorough' | 'named' | 'concurrency'>,
  { signal, env = {}, maxRequests = Number.POSITIVE_INFINITY, onProgress = () => {} }: Running,
): Promise<{ recordings: Recording[]; ended: 'complete' | 'budget' }> {
  signal?.throwIfAborted();
  const end = new AbortController();
  const abort = (): void => end.abort();
  signal?.addEventListener('abort', abort);
  const budget = budgetOf(maxRequests, abort);
  let requests = 0;
  // As with a client: the variables that the caller gives name the proxies, and nobody else does.
  const route = await routeFrom({}, { ...env });
  const sending: Sending = {
    ...clients,
    route,
    repeat: null,
    trace: false,
    elsewhere: false,
    onExchange: () => {},
  };
  try {
    const asking = await askingOf(entries, asked, sending);
    const [alone] = asking.length === 1 ? asking : [];
    const recordings = await withSenders(end.signal, route, (sender) =>
      recordAll(entries, asking, asked, sending, {
        signal: end.signal,
        sender: countedPools(sender, budget),
        step(name, { id: flow }, { name: step }) {
          requests += 1;
          onProgress({ target: alone?.target.name ?? name, flow, step, requests });
        },
        tries: () => () => {},
      }),
    );
    signal?.throwIfAborted();
    if (!budget.isSpent()) return { recordings, ended: 'complete' };
    return { recordings: cutShortBy(recordings, { by: 'budget', requests: maxRequests }), ended: 'budget' };
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
