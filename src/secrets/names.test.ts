import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCredential, isDoubtfulParameter, isHarmless, isSecretHeader, isSecretParameter } from './names.js';

describe('a header is a credential by its name', () => {
  for (const name of [
    ...[
      'Authorization',
      'Proxy-Authorization',
      'Cookie',
      'X-API-Key',
      'x-functions-key',
      'DD-APPLICATION-KEY',
    ],
    ...[
      'DD-API-KEY',
      'X-Authorization',
      'X-AuthToken',
      'X-Auth-Token',
      'x-authtoken',
      'Ocp-Apim-Subscription-Key',
    ],
    ...[
      'X-Goog-Api-Key',
      'apikey',
      'X-Access-Token',
      'X-Vault-Token',
      'PRIVATE-TOKEN',
      'X-Amz-Security-Token',
    ],
    ...[
      'X-Hub-Signature',
      'X-Password',
      'X-JWT-Assertion',
      'Authentication',
      'X-Client-Secret',
      'X-Figma-Token',
    ],
    ...['X-Tenant-Pass', 'X-Service-Key', 'x-masterkey', 'AccessKey'],
  ]) {
    it(name, () => assert.deepEqual([isCredential(name), isHarmless(name)], [true, false]));
  }
  for (const name of [
    ...[
      'Accept',
      'Content-Type',
      'MCP-Protocol-Version',
      'User-Agent',
      'X-Tenant',
      'X-Author',
      'Traceparent',
    ],
    ...['Idempotency-Key', 'Sec-WebSocket-Key', 'X-Cache-Key', 'X-Pass-Through', 'X-Monkey', 'X-Max-Tokens'],
    ...[
      'X-Auth-Mode',
      'X-Token-Type',
      'X-Auth-User',
      'Authority',
      'Mcp-Session-Id',
      'X-Keyboard',
      'X-Routing-Key',
    ],
  ]) {
    it(`not ${name}`, () => assert.equal(isCredential(name), false));
  }

  it('what says something about one is hidden all the same', () => {
    assert.deepEqual(['X-Auth-User', 'X-Tenant'].map(isSecretHeader), [true, false]);
  });

  for (const name of [
    'Accept',
    'accept-language',
    'Content-Type',
    'MCP-Protocol-Version',
    'Anthropic-Version',
  ]) {
    it(`${name} is known to be harmless`, () => assert.equal(isHarmless(name), true));
  }
  for (const name of ['X-Tenant', 'Mcp-Session-Id', 'Authorisation', 'X-Team']) {
    it(`nobody knows of ${name}`, () => assert.equal(isHarmless(name), false));
  }
});

describe('a query parameter is a secret by its name', () => {
  for (const name of [
    ...[
      'key',
      'code',
      'pass',
      'pat',
      'accessKey',
      'functionKey',
      'api_key',
      'API_KEY',
      'exaApiKey',
      'APIKey',
    ],
    ...[
      'token',
      'access_token',
      'accesstoken',
      'clientSecret',
      'auth',
      'sig',
      'X-Amz-Signature',
      'jwt',
      'pwd',
    ],
    ...['smitheryKey', 'personalAccessToken', 'passphrase'],
  ]) {
    it(name, () => assert.equal(isSecretParameter(name), true));
  }
  for (const name of [
    ...[
      'q',
      'profile',
      'monkey',
      'author',
      'tokens',
      'keyword',
      'design',
      'country_code',
      'encode',
      'passage',
    ],
    ...['max_tokens', 'sort_key', 'public_key', 'tokenizer', 'barcode', 'compat', 'spat'],
  ]) {
    it(`not ${name}`, () => assert.equal(isSecretParameter(name), false));
  }

  it('some are often ordinary words: only the value tells', () => {
    assert.deepEqual(['code', 'auth', 'key', 'api_key', 'token'].map(isDoubtfulParameter), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
