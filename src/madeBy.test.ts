import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runtimeOf } from './madeBy.js';

it('a recording made under Bun or Deno names that, and not the Node.js that it passes for', () => {
  assert.equal(runtimeOf({ node: '22.23.5', v8: '12.4' }), '22.23.5');
  assert.equal(runtimeOf({ node: '24.3.0', bun: '1.4.5' }), 'bun 1.4.5');
  assert.equal(runtimeOf({ node: '24.2.0', deno: '2.9.6', v8: '14' }), 'deno 2.9.6');
});
