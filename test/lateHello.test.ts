import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import { reportOn } from '../src/run/judging.js';
import { waitedOut } from './patience.js';
import { probeUrl } from './probing.js';

const RESULTS: Record<string, object> = {
  initialize: {
    protocolVersion: '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'late', version: '1' },
  },
  'tools/list': { tools: [] },
};

/** The control and the second hello are served, and the last ones. */
const LATE = 3;

/** supergateway in front of a Python program that takes seconds to start answers 200 at once, and the event comes late. */
it('a hello that is answered 200 and whose event comes too late was not refused', async (t) => {
  let hellos = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const { id, method } = JSON.parse(body);
    if (id === undefined) return void response.writeHead(202).end();
    if (RESULTS[method] === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const correct =
      method === 'initialize' && request.headers.accept === 'application/json, text/event-stream';
    if (correct) hellos += 1;
    if (correct && hellos === LATE) return void response.flushHeaders();
    response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id, result: RESULTS[method] })}\n\n`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const recording = await probeUrl(url, { timeoutMs: waitedOut(1500), era: 'legacy' }, { concurrency: 1 });
  const late = recording.flows.flatMap(({ exchanges }) =>
    exchanges.filter(({ outcome }) => outcome.kind === 'answer' && outcome.body.end === 'timeout'),
  );
  assert.ok(late.length > 0, 'no hello was late');
  const { targets } = reportOn([recording], await builtinRules(), {
    ruleset: 'recommended',
    failOn: 'error',
  });
  const rules = targets[0]?.findings.map(({ rule }) => rule) ?? [];
  assert.ok(!rules.includes('correct-request-refused-once'), rules.join());
});
