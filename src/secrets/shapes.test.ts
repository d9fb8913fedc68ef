import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLiteralSecret, isPlaceholder, isTelling, looksLikeToken, tokensInNames } from './shapes.js';

const SECRETS = [
  'Bearer 9f86d081884c7d65',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'Basic dXNlcjpodW50ZXIyaHVudGVyMg==',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  'kX82-hQ91-mm07',
  'p4ssw0rd!',
  'myTokenOfTheDay',
];
const PLACEHOLDERS = [
  'Bearer YOUR_TOKEN',
  'YOUR_API_KEY_HERE',
  'your-token-123',
  '<token>',
  '<YOUR TOKEN>',
  '{{token}}',
  '[insert key]',
  'xxxxxxxx',
  'xxx',
  'sk-xxxx',
  'sk-...',
  '***',
  'changeme',
  'replace-me',
  'example-api-key',
  'ghp_yourTokenHere',
];
const PLAIN = ['', 'dev', 'local', 'Bearer development', 'test-token-1', 'secret', 'none', 'correct-horse'];

describe('a secret that is written down', () => {
  for (const text of SECRETS) it(`is one: ${text}`, () => assert.equal(isLiteralSecret(text), true));
  for (const text of PLAIN)
    it(`is a plain word: "${text}"`, () => assert.equal(isLiteralSecret(text), false));
  for (const text of PLACEHOLDERS) {
    it(`is a placeholder: ${text}`, () => {
      assert.equal(isPlaceholder(text), true);
      assert.equal(isLiteralSecret(text), false);
    });
  }
  for (const text of [...SECRETS, ...PLAIN]) {
    it(`is no placeholder: "${text}"`, () => assert.equal(isPlaceholder(text), false));
  }
});

describe('what may be shown', () => {
  for (const text of [
    ...['my-project-name-2024', '/api/v2/projects/notes-staging-eu-west-1/mcp', 'structuredContentSchemas'],
    ...[
      'x86_64-unknown-linux-gnu',
      '2026-07-28T10:00:00.123Z',
      'claude-sonnet-20240229',
      '@modelcontextprotocol',
    ],
    ...['1234567890123456', 'http://localhost:3000/mcp?profile=work', 'application/vnd.github.v3+json'],
  ]) {
    it(`is ${text}`, () => assert.equal(looksLikeToken(text), false));
  }
  for (const text of ['application/json, text/event-stream', '2025-06-18', 'headers', 'streamable-http']) {
    it(`is ${text}`, () => assert.equal(looksLikeToken(text), false));
  }
  for (const text of [
    ...[
      'Bearer sk-12345678',
      '1868a90c-5f2e-4c7a-9f86',
      'a'.repeat(41),
      'canary-5f2e9c7a1b',
      'JBSWY3DPEHPK3PXP',
    ],
    ...['/s/550e8400-e29b-41d4-a716-446655440000/mcp', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln', 'AbCdEfGhIjKlMnOpQr'],
    ...['https://mcp.example.com/ghp_16C7e42F292c/mcp', '9f86d081884c7d659a2feaa0c55ad015'],
  ]) {
    it(`is not ${text}`, () => {
      assert.equal(looksLikeToken(text), true);
    });
  }
});

it('a variable that was not expanded is not looked for', () => {
  for (const text of ['${TEAM_NAME}', '${TEAM:-platform}', '$TEAM_NAME'])
    assert.equal(isTelling(text), false);
});

it('in the name of a file, words before a few drawn letters are no token, and a token after words is one', () => {
  for (const path of ['/tmp/mcp-accept-build-Ab3dE9/x.json', '/home/me/my-project-v2/.mcp.json'])
    assert.deepEqual(tokensInNames(path), []);
  for (const token of ['team-9f86d081884c7d659a2f', 'ghp_16C7e42F292c', '1868a90c-5f2e-4c7a-9f86'])
    assert.deepEqual(tokensInNames(`/tmp/${token}/x.json`), [token]);
});
