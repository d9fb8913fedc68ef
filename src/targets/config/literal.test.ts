import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isVariableName, shownReference } from './literal.js';

describe('the name of a variable', () => {
  for (const name of ['TOKEN', 'GITHUB_PERSONAL_ACCESS_TOKEN_2', 'AWS_S3_KEY_V2', 'mcpToken', '_x']) {
    it(`is ${name}`, () => assert.equal(isVariableName(name), true));
  }
  for (const name of [
    'ghp_16C7e42F292c6912E7',
    'AKIAIOSFODNN7EXAMPLE',
    'F3A9B2C4D5E6A7B8C9D0',
    'a-b',
    '9A',
    'TOKEN:-x',
    '',
  ]) {
    it(`is not ${name}`, () => assert.equal(isVariableName(name), false));
  }
});

describe('a reference is shown without its fallback', () => {
  for (const [written, shown] of [
    ['${TOKEN}', '${TOKEN}'],
    ['${TOKEN:-hunter2}', '${TOKEN:...}'],
    ['${env:TOKEN}', '${env:TOKEN}'],
    ['${input:token}', '${input:token}'],
    ['{env:TOKEN}', '{env:TOKEN}'],
    ['{file:~/token}', '{file:~/token}'],
    ['$TOKEN', '$TOKEN'],
    ['${ghp_16C7e42F292c6912E7}', '${[redacted]}'],
    ['${a b}', '${[redacted]}'],
    ['nothing', '[redacted]'],
  ] as const) {
    it(written, () => assert.equal(shownReference(written), shown));
  }
});
