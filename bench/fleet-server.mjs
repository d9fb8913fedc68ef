// A server under many addresses of this machine (127.1.0.0/16), in a process of its own: takes how many, and how long an
// answer takes; prints the port, and counts for each line on stdin: requests so far.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as listener } from 'node:net';

const [hosts, delayMs] = process.argv.slice(2).map(Number);
let requests = 0;

const server = createServer((request, response) => {
  requests += 1;
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => setTimeout(answer, delayMs, request, Buffer.concat(chunks).toString(), response));
});
server.keepAliveTimeout = 60_000;

/** Answers in JSON whatever is accepted, without sessions; no streams. */
function answer({ method }, body, response) {
  const message = method === 'POST' ? JSON.parse(body) : null;
  if (message === null) return response.writeHead(405, { Allow: 'POST' }).end();
  if (message.id === undefined) return response.writeHead(202).end();
  const result = resultOf(message);
  const rest = result === null ? { error: { code: -32601, message: 'Method not found' } } : { result };
  response.writeHead(200, { 'Content-Type': 'application/json' });
  return response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...rest }));
}

function resultOf({ method, params }) {
  if (method === 'tools/list') return { tools: [{ name: 'echo', inputSchema: { type: 'object' } }] };
  if (method !== 'initialize') return null;
  return {
    protocolVersion: params.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'bench', version: '1.0.0' },
  };
}

let port = 0;
for (let at = 0; at < hosts; at += 1) {
  const one = listener((socket) => server.emit('connection', socket));
  one.listen({ port, host: `127.1.${at >> 8}.${at & 255}`, backlog: 64 });
  await once(one, 'listening');
  port = one.address().port;
}
console.log(port);
process.stdin.on('data', () => console.log(requests));
