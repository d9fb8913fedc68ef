import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import * as zlib from 'node:zlib';
import { createSender } from '../src/net/sender.js';
import type { WireAnswer } from '../src/net/wire.js';
import { replayAt } from './replaying.js';

const RESULT = { jsonrpc: '2.0', id: 1, result: { protocolVersion: '2025-11-25' } };
const JSON_BODY = JSON.stringify(RESULT);
const EVENT = `event: message\ndata: ${JSON_BODY}\n\n`;
const TIMEOUT_MS = 3000;

/** One answer from a server that answers like this. */
async function answerOf(serve: (response: ServerResponse) => void): Promise<WireAnswer> {
  return withServer(serve, async (url) => {
    const sender = createSender(1);
    const { outcome } = await sender.send({
      method: 'POST',
      url,
      headers: [['Accept-Encoding', 'gzip, deflate, br']],
      body: '{}',
      read: 'answer',
      answerTo: 1,
      timeoutMs: TIMEOUT_MS,
      pool: null,
    });
    await sender.close();
    assert.ok(outcome.kind === 'answer');
    return outcome;
  });
}

async function withServer<T>(
  serve: (response: ServerResponse) => void,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => serve(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  try {
    return await use(`http://127.0.0.1:${address.port}/mcp`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const head = (type: string, encoding: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Encoding': encoding,
});

describe('what clients that ask for compression may get', { concurrency: true }, () => {
  for (const [encoding, encode] of [
    ['gzip', zlib.gzipSync],
    ['deflate', zlib.deflateSync],
    ['br', zlib.brotliCompressSync],
    ['GZIP', zlib.gzipSync],
  ] as const) {
    test(`a JSON body as ${encoding} is read`, async () => {
      const answer = await answerOf((response) =>
        response.writeHead(200, head('application/json', encoding)).end(encode(JSON_BODY)),
      );
      assert.equal(answer.text, JSON_BODY);
      assert.equal(answer.end, 'complete');
    });
  }

  test('an event stream as gzip is read as events', async () => {
    const answer = await answerOf((response) =>
      response.writeHead(200, head('text/event-stream', 'gzip')).end(zlib.gzipSync(EVENT)),
    );
    assert.deepEqual(
      answer.events?.map(({ event, data }) => [event, data]),
      [['message', JSON_BODY]],
    );
  });

  for (const [encoding, create] of [
    ['gzip', zlib.createGzip],
    ['deflate', zlib.createDeflate],
    ['br', zlib.createBrotliCompress],
  ] as const) {
    test(`an event stream as ${encoding} that stays open is read as soon as the answer is there`, async () => {
      const answer = await answerOf((response) => {
        response.writeHead(200, head('text/event-stream', encoding));
        const stream = create();
        stream.pipe(response);
        stream.write(EVENT);
        stream.flush();
      });
      assert.equal(answer.events?.[0]?.data, JSON_BODY);
      assert.equal(answer.end, 'stopped');
      assert.ok(answer.totalMs < TIMEOUT_MS);
    });
  }

  test('what cannot be undone is no text', async () => {
    for (const [encoding, body] of [
      ['compress', 'x'],
      ['gzip', 'this is no gzip'],
    ] as const) {
      const answer = await answerOf((response) =>
        response.writeHead(200, head('application/json', encoding)).end(body),
      );
      assert.equal(answer.text, '');
      assert.equal(answer.bytes, body.length);
    }
  });

  test('`identity` is no compression', async () => {
    const answer = await answerOf((response) =>
      response.writeHead(200, head('text/event-stream', 'identity')).end(EVENT),
    );
    assert.equal(answer.events?.[0]?.data, JSON_BODY);
  });

  test('whether a client connects that gets what this tool cannot read is not told', async () => {
    const { reports } = await withServer(
      (response) => response.writeHead(200, head('application/json', 'compress')).end('x'),
      (url) => replayAt(url, ['cline'], { configured: [], thorough: true, timeoutMs: TIMEOUT_MS }),
    );
    const [report] = [...reports.values()];
    assert.equal(report?.connects, null);
    assert.equal(
      report.because,
      'initialize was answered in a compression that cannot be undone here (compress)',
    );
  });
});
