import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './nearest.js';

test('a slip is found: one letter in a short word, a third of the letters in a long one', () => {
  assert.deepEqual(nearest('htp', ['http', 'sse']), ['http']);
  assert.deepEqual(nearest('haeders', ['headers', 'url']), ['headers']);
  assert.deepEqual(nearest('wildcard', ['wildcard-rejected']), ['wildcard-rejected']);
});

test('a short word that shares too little with another is no slip of it', () => {
  assert.deepEqual(nearest('type', ['tcp', 'env']), []);
  assert.deepEqual(nearest('ws', ['sse', 'http']), []);
  assert.deepEqual(nearest('', ['env']), []);
});
