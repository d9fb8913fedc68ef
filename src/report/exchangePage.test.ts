import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import type { Exchange } from '../model.js';
import { renderExchange } from './exchangePage.js';

const EXCHANGE: Exchange = {
  id: 'x5',
  step: 0,
  seq: 5,
  startedMs: 10,
  overlapped: false,
  connection: null,
  request: {
    method: 'POST',
    url: 'http://127.0.0.1:3000/mcp?mode=1',
    headers: [
      ['Accept', 'application/json, text/event-stream'],
      ['Authorization', 'Bearer [redacted]'],
      ['content-length', '40'],
    ],
    body: { jsonrpc: '2.0', id: 5, method: 'tools/list', params: { note: "it's" } },
    session: null,
    credentials: true,
  },
  outcome: {
    kind: 'answer',
    status: 406,
    headers: [['Content-Type', 'text/html']],
    interim: [],
    body: { text: '<h1>\u001b[2Jno</h1>', bytes: 14, truncated: false, end: 'complete' },
    events: null,
    passedOver: [],
    firstByteMs: 2,
    totalMs: 3,
    issuedSession: null,
  },
};

test('an exchange is shown as it went, harmless on a terminal', () => {
  const page = renderExchange(EXCHANGE);
  assert.match(page, /^> POST \/mcp\?mode=1 HTTP\/1\.1$/m);
  assert.match(page, /^> Accept: application\/json, text\/event-stream$/m);
  assert.match(page, /^< HTTP\/1\.1 406 \(3 ms\)$/m);
  assert.doesNotMatch(page, /(?!\n)\p{Cc}/u);
});

test('the curl command is one for a shell: quotes hold, a secret is a variable, and curl adds no Accept', () => {
  const command = renderExchange(EXCHANGE).trimEnd().split('\n').at(-1) ?? '';
  const words = execFileSync('sh', ['-c', `AUTHORIZATION=tok; curl() { printf '%s\\n' "$@"; }; ${command}`], {
    encoding: 'utf8',
  });
  assert.match(words, /^Authorization: Bearer tok$/m);
  assert.match(words, /"note":"it's"/);
  assert.match(words, /^http:\/\/127\.0\.0\.1:3000\/mcp\?mode=1$/m);
  const without = { ...EXCHANGE, request: { ...EXCHANGE.request, headers: [] } };
  assert.match(renderExchange(without), /-H 'Accept:'/);
});

test('what was not answered says how far it got', () => {
  const outcome = { kind: 'failure', stage: 'headers', code: 'ECONNRESET', ms: 12 } as const;
  assert.match(
    renderExchange({ ...EXCHANGE, outcome }),
    /^< no answer: ECONNRESET \(headers, after 12 ms\)$/m,
  );
});
