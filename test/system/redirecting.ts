import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Running } from '../servers/index.mjs';

/** A front that redirects `/mcp` to `/mcp/`, as Starlette does for what is mounted at a path, and passes on the rest. */
export async function redirectingTo(behind: Running): Promise<Running> {
  const front = createServer((asked, answer) => {
    if (asked.url === '/mcp') {
      answer.writeHead(307, { Location: '/mcp/' }).end();
      return;
    }
    const passed = request(behind.url, { method: asked.method, headers: asked.headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}/mcp`,
    async close() {
      front.closeAllConnections();
      front.close();
      await behind.close();
    },
  };
}
