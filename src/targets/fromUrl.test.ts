import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Target } from '../model.js';
import { targetFromUrl } from './fromUrl.js';

function target(url: string, credentials: string[] = []): Target {
  return targetFromUrl(url, { headers: [], credentials, bearerEnv: null, env: {} });
}

describe('the query of a URL', () => {
  it('stays to the letter but for its secrets', () => {
    const { url, bareUrl, shownUrl } = target('http://h/mcp?a=b%20c&api_key=x%2Fy&d&e=f+g&api_key=z');
    assert.equal(url, 'http://h/mcp?a=b%20c&api_key=x%2Fy&d&e=f+g&api_key=z');
    assert.equal(bareUrl, 'http://h/mcp?a=b%20c&d&e=f+g');
    assert.equal(shownUrl, 'http://h/mcp?a=b%20c&api_key=REDACTED&d&e=f+g&api_key=REDACTED');
  });

  it('is gone where it was nothing but a secret', () => {
    assert.equal(target('http://h/mcp?token=x').bareUrl, 'http://h/mcp');
  });

  it('holds a secret under the names that vendors use, and under those that the user names', () => {
    for (const name of [
      'key',
      'API-Key',
      'apikey',
      'access_token',
      'client_secret',
      'exaApiKey',
      'userToken',
    ]) {
      assert.equal(target(`http://h/?${name}=x`).shownUrl, `http://h/?${name}=REDACTED`);
    }
    assert.equal(target('http://h/?tenant=x', ['Tenant']).shownUrl, 'http://h/?tenant=REDACTED');
  });

  it('holds none under a name that only sounds like it', () => {
    for (const name of ['monkey', 'author', 'tokens', 'keyword', 'design']) {
      assert.equal(target(`http://h/?${name}=x`).shownUrl, `http://h/?${name}=x`);
    }
  });
});

it('credentials in a URL go out as Basic, decoded, and the URL is shown without them', () => {
  const { url, headers, shownUrl } = target('http://us%40er:p%3Aw@h/mcp');
  assert.deepEqual(headers, [['Authorization', `Basic ${Buffer.from('us@er:p:w').toString('base64')}`]]);
  assert.deepEqual([url, shownUrl], ['http://h/mcp', 'http://h/mcp']);
});

describe('headers that are credentials by their name', () => {
  for (const name of [
    'X-Auth-Token',
    'Api-Key',
    'X-Access-Token',
    'X-Goog-Api-Key',
    'Ocp-Apim-Subscription-Key',
  ]) {
    it(`${name} is one: left out in the no-auth cell, masked in the recording`, () => {
      const options = { headers: [`${name}: s3cret-value`], bearerEnv: null, credentials: [], env: {} };
      assert.deepEqual(targetFromUrl('http://127.0.0.1/mcp', options).credentials, [name.toLowerCase()]);
    });
  }

  it('a tenant or a trace is none', () => {
    const options = {
      headers: ['X-Tenant: a', 'X-Author: b', 'Traceparent: c'],
      bearerEnv: null,
      credentials: [],
      env: {},
    };
    assert.deepEqual(targetFromUrl('http://127.0.0.1/mcp', options).credentials, []);
  });
});
