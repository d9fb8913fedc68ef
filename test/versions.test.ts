import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VersionFacts } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { probePersona } from './probing.js';

const SEEN: [persona: string, says: string, versions: VersionFacts][] = [
  [
    'strict',
    'those that the text of its 400 names',
    {
      accepted: ['2025-11-25'],
      refused: ['1999-01-01', '2026-07-28'],
      named: ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'],
    },
  ],
  [
    'modern',
    'those that its error lists, and no refusal where only the headers disagreed',
    { accepted: ['2026-07-28'], refused: ['2025-11-25', '2099-01-01'], named: ['2026-07-28'] },
  ],
  [
    'version-header-ignored',
    'one that no server can support, where the header is not looked at',
    { accepted: ['1999-01-01', '2025-11-25'], refused: [], named: [] },
  ],
];

describe('protocol versions in the observation', { concurrency: 3 }, () => {
  for (const [persona, says, versions] of SEEN) {
    it(`${persona}: ${says}`, async () => {
      const { recording } = await probePersona(persona);
      assert.deepEqual(observe(recording).server.versions, versions);
    });
  }
});
