import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { Finding, Refusals, Stance, TargetReport } from '../src/model.js';
import { matrix } from '../src/report/formats/terminal/matrix.js';
import { reportOn } from '../src/run/judging.js';
import { probePersona } from './probing.js';

const rules = await builtinRules();

/** By persona: the stance, how it refuses, what the page says of it, and the severities of what it found. */
const MEASURED: [persona: string, stance: Stance, refusals: Refusals | null, said: RegExp][] = [
  [
    'go-sdk-400',
    'strict-with-ranges',
    { statuses: [400], enough: null, readable: true, namesBoth: true },
    /strict-with-ranges: 400 unless both types are listed; \*\/\* counts as both/,
  ],
  [
    'java-sdk-400',
    'strict',
    { statuses: [400], enough: null, readable: false, namesBoth: false },
    /strict: 400 unless both types are listed/,
  ],
  [
    'python-json-only',
    'lenient',
    { statuses: [406], enough: 'json', readable: true, namesBoth: true },
    /lenient: application\/json alone is enough, text\/event-stream alone is not; 406 otherwise/,
  ],
  [
    'strict',
    'strict',
    { statuses: [406], enough: null, readable: true, namesBoth: true },
    /strict: 406 unless both/,
  ],
  [
    'lenient',
    'lenient',
    { statuses: [406], enough: 'either', readable: true, namesBoth: true },
    /one of the two types/,
  ],
  ['ignoring-json', 'ignoring', null, /ignoring: answers in one type/],
  // Measured on mcp-lite 0.10: the hellos alone would make it `ignoring`.
  ['hello-always-json', 'mixed', null, /mixed: follows no pattern/],
];

describe('the stance is told by what both types are answered with, whatever 4xx refuses the rest', {
  concurrency: 3,
}, () => {
  for (const [name, stance, refusals, said] of MEASURED) {
    test(`${name}: ${stance}`, async () => {
      const target = await probed(name);
      assert.equal(target.stance.legacy, stance);
      assert.deepEqual(target.refusals.legacy, refusals);
      assert.match(page(target), said);
    });
  }
});

test('a readable refusal that names both types is a note in `recommended`, also when it is a 400', async () => {
  const { findings } = await probed('go-sdk-400');
  const ofAccept = findings.filter(({ cell }) => cell === 'missing' || cell === 'json-only');
  assert.deepEqual(severities(ofAccept), ['missing-accept-rejected: note']);
});

function severities(findings: Finding[]): string[] {
  return [...new Set(findings.map(({ rule, severity }) => `${rule}: ${severity}`))];
}

async function probed(name: string): Promise<TargetReport> {
  const { recording } = await probePersona(name, { depth: 'quick' });
  const [target] = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' }).targets;
  assert.ok(target);
  return target;
}

function page(target: TargetReport): string {
  const view = { width: 200, color: false };
  return matrix(target, [], view, (_style, text) => text)
    .join(' ')
    .replace(/\s+/g, ' ');
}
