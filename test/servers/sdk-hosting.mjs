/**
 * How a server of the official TypeScript SDK 1.x is hosted in Express: with a session per client as the
 * SDK's README shows, or with a new transport and server for every request as its stateless example does.
 * The classes are handed in, because more than one release of the SDK is under test.
 */
import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { z } from 'zod';

/** @returns {McpServer} an SDK 1.32 server with two tools that do nothing of note */
export function newServer() {
  const server = new McpServer({ name: 'example-server', version: '1.0.0' });
  server.registerTool(
    'add',
    { description: 'Adds two numbers', inputSchema: { a: z.number(), b: z.number() } },
    ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
  );
  server.registerTool('ready', { description: 'Says yes' }, () => ({
    content: [{ type: 'text', text: 'yes' }],
  }));
  return server;
}

/**
 * One transport per session, kept until DELETE: the README's "With Session Management".
 *
 * @param {object} sdk
 * @param {new (options: object) => any} sdk.Transport `StreamableHTTPServerTransport` of that release
 * @param {(body: unknown) => boolean} sdk.isInitializeRequest
 * @param {() => { connect(transport: object): Promise<void> }} sdk.newServer
 * @returns {{ app: import('express').Express, release: () => Promise<void> }} `release` ends all sessions
 */
export function statefulApp({ Transport, isInitializeRequest, newServer }) {
  const transports = new Map();
  const sessionOf = (req) => transports.get(req.headers['mcp-session-id']);

  const onPost = async (req, res) => {
    let transport = sessionOf(req);
    if (!transport) {
      if (req.headers['mcp-session-id'] || !isInitializeRequest(req.body)) {
        refuse(res, 400, 'Bad Request: No valid session ID provided');
        return;
      }
      transport = new Transport({
        sessionIdGenerator: () => randomUUID(),
        onsessioninitialized: (id) => transports.set(id, transport),
      });
      transport.onclose = () => transports.delete(transport.sessionId);
      await newServer().connect(transport);
    }
    await transport.handleRequest(req, res, req.body);
  };

  // GET opens the standing stream, DELETE ends the session.
  const onSession = async (req, res) => {
    const transport = sessionOf(req);
    if (transport) await transport.handleRequest(req, res);
    else res.status(400).send('Invalid or missing session ID');
  };

  const app = express();
  app.use(express.json());
  app.post('/mcp', onPost);
  app.get('/mcp', onSession);
  app.delete('/mcp', onSession);
  const release = async () => {
    await Promise.all([...transports.values()].map((transport) => transport.close()));
  };
  return { app, release };
}

/**
 * A new transport and server for every POST, 405 for GET and DELETE.
 *
 * @param {object} [choice]
 * @param {boolean} [choice.enableJsonResponse] answer `application/json` instead of a stream
 * @param {import('express').RequestHandler[]} [choice.guards] what stands in front, in this order
 * @returns {import('express').Express}
 */
export function statelessApp({ enableJsonResponse = false, guards = [] } = {}) {
  const app = express();
  for (const guard of guards) app.use('/mcp', guard);
  app.use(express.json());
  app.post('/mcp', async (req, res) => {
    const server = newServer();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse,
    });
    res.on('close', () => {
      transport.close();
      server.close();
    });
    await server.connect(transport);
    await transport.handleRequest(req, res, req.body);
  });
  app.all('/mcp', (_req, res) => refuse(res, 405, 'Method not allowed.'));
  return app;
}

/**
 * A refusal in the words and the shape of the SDK.
 *
 * @param {import('express').Response} res
 * @param {number} status
 * @param {string} message
 */
export function refuse(res, status, message) {
  res.status(status).json({ jsonrpc: '2.0', error: { code: -32000, message }, id: null });
}
