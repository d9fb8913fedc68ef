import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Scope } from './scope.js';
import { agentServer } from './server.js';

/**
 * Serves one assistant over stdio until it closes its end, or the signal comes. What is under way is then given up: its
 * sessions on the servers are ended before the promise is fulfilled.
 */
export async function serveAgent(
  scope: Scope,
  { input, output, signal }: { input: Readable; output: Writable; signal: AbortSignal },
): Promise<void> {
  const [{ Server }, { StdioServerTransport, serveStdio }] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('@modelcontextprotocol/server/stdio'),
  ]);
  const pending = new Set<Promise<unknown>>();
  const handle = serveStdio(() => agentServer(Server, scope, pending), {
    transport: new StdioServerTransport(input, output),
  });
  const ended = [once(input, 'end'), once(input, 'close')];
  const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([...ended, stopped]).catch(() => undefined);
  await handle.close();
  await Promise.allSettled(pending);
}
