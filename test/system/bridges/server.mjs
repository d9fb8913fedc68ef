/** A small server with sessions that can be taken down, brought back, and told to misbehave. */
import { once } from 'node:events';
import { createServer } from 'node:http';

const TOOLS = { tools: [{ name: 'echo', inputSchema: { type: 'object' } }] };

/** @param {{ port?: number, host?: string }} [at] */
export async function startServer({ port = 0, host = '127.0.0.1' } = {}) {
  let sessions = new Set();
  let behaviour = 'well';
  let requests = 0;
  const sockets = new Set();
  const server = createServer(async (request, response) => {
    requests += 1;
    let text = '';
    for await (const chunk of request) text += chunk;
    if (behaviour === '406' || behaviour === '404') return refuse(response, Number(behaviour));
    if (request.method === 'GET') return stream(request, response);
    if (request.method === 'DELETE') return response.writeHead(200).end();
    const { id, method } = JSON.parse(text || '{}');
    if (behaviour === 'cut-next' && method === 'tools/list') {
      behaviour = 'well';
      return request.socket.destroy();
    }
    if (method === 'server/discover') return refuse(response, 400);
    const session = request.headers['mcp-session-id'];
    if (method !== 'initialize' && !sessions.has(session)) return refuse(response, 404);
    if (id === undefined) return response.writeHead(202).end();
    if (method === 'initialize') return greet(response, id);
    return answer(response, { id, result: method === 'tools/list' ? TOOLS : {} });
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function greet(response, id) {
    const session = `session-${sessions.size + 1}-${Date.now()}`;
    sessions.add(session);
    response.setHeader('Mcp-Session-Id', session);
    const serverInfo = { name: 'bridged', version: '1.0.0' };
    return answer(response, {
      id,
      result: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo },
    });
  }

  function stream(request, response) {
    if (!sessions.has(request.headers['mcp-session-id'])) return refuse(response, 405);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    return response.flushHeaders();
  }

  await listen(port);
  async function listen(number) {
    server.listen(number, host);
    await once(server, 'listening');
  }
  const own = server.address().port;
  async function stop() {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
  return {
    port: own,
    behave: (how) => {
      behaviour = how;
    },
    forget: () => {
      sessions = new Set();
    },
    requests: () => requests,
    stop,
    start: () => listen(own),
  };
}

function answer(response, message) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  return response.end(JSON.stringify({ jsonrpc: '2.0', ...message }));
}

function refuse(response, status) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  const error = { code: -32000, message: `refused with ${status}` };
  return response.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
}
