/**
 * Stands between a client and a server and notes every exchange. Header lines pass as they come, in
 * their order and spelling, so that neither side notices; bodies pass as streams.
 */
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';

/**
 * @typedef {object} Exchange
 * @property {string} what the JSON-RPC method of a POST, else the HTTP method: `initialize`, `GET`
 * @property {string} path
 * @property {[string, string][]} headers as they came
 * @property {number | null} status null as long as there is no answer
 */

/**
 * @param {string} target the MCP endpoint behind
 * @returns {Promise<{ url: string, exchanges: Exchange[], close: () => Promise<void> }>}
 */
export async function watch(target) {
  const upstream = new URL(target);
  const exchanges = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const exchange = noted(request, body);
    exchanges.push(exchange);
    const onward = send({
      host: upstream.hostname,
      port: upstream.port,
      path: request.url,
      method: request.method,
      headers: request.rawHeaders,
      agent: false,
    });
    onward.on('response', (answer) => {
      exchange.status = answer.statusCode ?? null;
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      response.flushHeaders();
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    onward.end(body);
  });
  server.listen(0, upstream.hostname);
  await once(server, 'listening');
  return {
    url: `http://${upstream.hostname}:${server.address().port}${upstream.pathname}`,
    exchanges,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function noted(request, body) {
  const { rawHeaders } = request;
  const headers = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1]]] : []));
  return { what: methodOf(request.method, body), path: request.url, headers, status: null };
}

function methodOf(verb, body) {
  if (verb !== 'POST') return verb;
  try {
    return JSON.parse(body.toString('utf8')).method ?? verb;
  } catch {
    return verb;
  }
}
