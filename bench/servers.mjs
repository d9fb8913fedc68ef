// The servers that are probed, each in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { here } from './measure.mjs';

/** A limit that is shown and never reached: then all is sent that can be. */
const UNREACHED = { limit: 1_000_000, windowSeconds: 3600, headers: 'draft' };

/**
 * The kinds of server that there is a budget of requests for, each as costly as its kind gets. What a quick verdict needs
 * of a stateless server: the whole handshake (3), a second client and two lists at once (3), four cells and their lists
 * (8), a hello without credentials, the control again (2), a hello after `server/discover`. With sessions each cell takes
 * a proper hello, its notification and a DELETE besides. Each of these has shown a fault that a real server has.
 */
export const KINDS = [
  {
    name: 'legacy, stateless',
    persona: 'negotiating',
    changes: {},
    overlaps: true,
    most: { quick: 18, default: 40 },
  },
  {
    // What refuses a cell must be asked once more, properly, for the session that the list needs.
    name: 'legacy, stateful',
    persona: 'stateful',
    changes: { accept: 'strict', get: 405 },
    overlaps: false,
    most: { quick: 36, default: 68 },
  },
  { name: 'modern', persona: 'modern', changes: {}, overlaps: true, most: { quick: 16, default: 40 } },
];

/**
 * Starts a persona with credentials and limit headers, and some changes to its file.
 * @returns its URL, its token, `tally()` for what it saw since the last one, and its end
 */
export async function startServer(persona, changes) {
  const child = fork(here('./server.mjs'), [persona, JSON.stringify({ rateLimit: UNREACHED, ...changes })]);
  const stopped = once(child, 'exit');
  const started = await Promise.race([once(child, 'message'), stopped.then(() => null)]);
  if (started === null) throw new Error('the server did not start');
  const [{ url, token }] = started;
  return {
    url,
    token,
    async tally() {
      child.send('tally');
      const [seen] = await once(child, 'message');
      return seen;
    },
    async stop() {
      child.disconnect();
      await stopped;
    },
  };
}
