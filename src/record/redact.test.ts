import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { targetFromUrl } from '../targets/fromUrl.js';
import { Redactor } from './redact.js';

const SECRET = 's3cr3t/with+signs=="x';

function redactor(): Redactor {
  const headers = [`X-API-Key: ${SECRET}`];
  return new Redactor(
    targetFromUrl('http://127.0.0.1/mcp', { headers, credentials: [], bearerEnv: null, env: {} }),
  );
}

describe('what a recording keeps of a text', () => {
  for (const [name, spelling] of [
    ['as it is', SECRET],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON with its slashes escaped', JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/')],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL, in lower case', encodeURIComponent(SECRET).replace(/%../g, (hex) => hex.toLowerCase())],
    ['in base64', Buffer.from(SECRET).toString('base64').replace(/=+$/, '')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ] as const) {
    it(`has no secret in it ${name}`, () => {
      assert.equal(redactor().text(`a ${spelling} b`), 'a [redacted] b');
    });
  }

  it('has no part of a secret in which it breaks off', () => {
    assert.equal(redactor().body(`a ${SECRET.slice(0, -1)}`, false), 'a [redacted]');
    assert.equal(redactor().body(`a ${SECRET.slice(0, 6)}`, false), 'a [redacted]');
    assert.equal(redactor().body('a s3cr', false), 'a s3cr');
  });

  it('has a name for every session instead of its ID', () => {
    const one = redactor();
    assert.equal(one.session('session-0123456789'), 's1');
    assert.equal(one.text('of session-0123456789'), 'of [session s1]');
  });
});

it('a secret is masked in the name of a header as in its value', () => {
  const lines = redactor().lines([
    [SECRET, SECRET],
    ['x-api-key', 'anything'],
    ['Set-Cookie', 'id=1'],
  ]);
  assert.deepEqual(lines, [
    ['[redacted]', '[redacted]'],
    ['x-api-key', '[redacted]'],
    ['Set-Cookie', '[redacted]'],
  ]);
});
