import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../src/demo/wire.js';
import { passOn } from '../passOn.js';
import type { Running } from '../servers/index.mjs';

/** A front that redirects `/mcp` to `/mcp/`, as Starlette does for what is mounted at a path, and passes on the rest. */
export async function redirectingTo(behind: Running): Promise<Running> {
  const front = createServer(async (incoming, outgoing) => {
    if (incoming.url === '/mcp') outgoing.writeHead(307, { Location: '/mcp/' }).end();
    else passOn(incoming, await buffer(incoming), behind.url, outgoing);
  });
  const origin = await listen(front, 0);
  return {
    url: `${origin}/mcp`,
    async close() {
      front.closeAllConnections();
      front.close();
      await behind.close();
    },
  };
}
