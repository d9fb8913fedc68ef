import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../model.js';
import { saidFacts } from './said.js';

function answered(text: string): Answer {
  return {
    kind: 'answer',
    status: 400,
    headers: [['Content-Type', 'application/json']],
    interim: [],
    body: { text, bytes: text.length, truncated: false, end: 'complete' },
    events: null,
    passedOver: [],
    firstByteMs: 1,
    totalMs: 1,
    issuedSession: null,
  };
}

test('a message that stands behind 9 KB of stack is what was said (measured on Spring AI 1.1.8)', () => {
  const frame = { classLoaderName: 'app', methodName: 'handlePost', lineNumber: 349 };
  const stackTrace = Array.from({ length: 120 }, () => frame);
  const text = JSON.stringify({
    cause: null,
    stackTrace,
    message: 'Both types are required in Accept header',
  });
  assert.ok(text.length > 4096);
  assert.equal(saidFacts(answered(text)).said, 'Both types are required in Accept header');
});
