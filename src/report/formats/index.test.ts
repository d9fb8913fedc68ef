import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS, formatsFor, type Kind, rendererOf } from './index.js';

const KINDS: Kind[] = ['probe', 'clients', 'lint', 'fix', 'diff'];

test('what a format offers for a kind of report is there when it is asked for', async () => {
  for (const kind of KINDS) {
    for (const name of formatsFor(kind)) assert.equal(typeof (await rendererOf(name, kind)), 'function');
  }
});

test('a person and a program can read every kind of report', () => {
  for (const kind of KINDS) assert.deepEqual(formatsFor(kind).slice(0, 2), ['terminal', 'json']);
});

test('every format names its media type', () => {
  for (const { mediaType } of Object.values(FORMATS)) assert.match(mediaType, /^[a-z]+\/[a-z.+-]+$/);
});
