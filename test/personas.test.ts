import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { listPersonas } from '../src/demo/personas.js';
import { builtinConfigRules, builtinDiagnoses, builtinRules } from '../src/judge/builtin.js';
import { packageRoot } from '../src/packageRoot.js';
import { contradictions } from './contradictions.js';
import { casesOf, probeCase, signatures, theTarget } from './signatures.js';

const personas = await listPersonas(join(packageRoot, 'fixtures', 'servers'));
const all = Object.entries(await signatures());
const diagnoses = (await builtinDiagnoses()).map(({ file }) => file);
const naming = (signature: string): string[] =>
  diagnoses.filter((file) => file.signatures.includes(signature)).map(({ id }) => id);

/** A case as the fixtures write it: options only where there are some. */
const asCase = (persona: string, options: string[]) =>
  options.length === 0 ? { persona } : { persona, options };

describe('every persona comes to the verdict that its file names', { concurrency: 6 }, () => {
  for (const { name, title, expect } of personas) {
    const said = expect.rules.length === 0 ? 'no errors or warnings' : expect.rules.join(', ');
    it(`${name} (${title}): exit ${expect.exit}, ${expect.diagnosis}, ${said}`, async () => {
      const report = await probeCase(asCase(name, expect.options));
      const { findings, diagnosis } = theTarget(report);
      const weighty = findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
      assert.deepEqual([...new Set(weighty)].sort(), [...expect.rules].sort());
      assert.equal(report.exitCode, expect.exit);
      const { id, blame } = diagnosis ?? { id: null, blame: [] };
      assert.deepEqual({ id, blame }, { id: expect.diagnosis, blame: expect.blame });
    });

    it(`${name}: one truth in all places`, async () => {
      assert.deepEqual(contradictions(await probeCase(asCase(name, expect.options))), []);
    });
  }
});

describe('failures that were seen in the field', { concurrency: 6 }, () => {
  it('are 74, and each is told in one way or has its reason', () => {
    assert.equal(all.length, 74);
    for (const [id, { why }] of all) assert.ok(why.length > 20, id);
  });

  it('a diagnosis names only what is told, and what is told as a diagnosis has one', () => {
    const told = all.filter(([, { seen }]) => seen !== 'not').map(([id]) => id);
    for (const { id, signatures: named } of diagnoses) {
      for (const one of named) assert.ok(told.includes(one), `${id} names ${one}`);
    }
    for (const [id, { seen }] of all) {
      if (seen.startsWith('as a diagnosis')) assert.notDeepEqual(naming(id), [], id);
    }
  });

  it('rules and traits that tell of one exist', async () => {
    const known = [
      ...(await builtinRules()).map(({ rule }) => rule.id),
      ...(await builtinConfigRules()).map(({ rule }) => rule.id),
      ...diagnoses.filter((file) => file.class === 'trait').map(({ id }) => id),
    ];
    for (const [id, signature] of all) {
      const named = 'rules' in signature ? signature.rules : 'traits' in signature ? signature.traits : [];
      for (const one of named) assert.ok(known.includes(one), `${id}: ${one}`);
    }
  });

  for (const [id, signature] of all) {
    for (const one of casesOf(signature)) {
      const where = one.persona ?? one.at;
      it(`${id}: told ${signature.seen} of ${where}`, async () => {
        const { diagnosis, findings, traits } = theTarget(await probeCase(one));
        assert.ok(diagnosis);
        switch (signature.seen) {
          case 'as a diagnosis':
            assert.ok(naming(id).includes(diagnosis.id), diagnosis.id);
            assert.deepEqual(diagnosis.blame, signature.blame);
            break;
          case 'as a finding':
            assert.equal(diagnosis.class, 'health', diagnosis.id);
            assert.ok(findings.some(({ rule }) => signature.rules.includes(rule)));
            break;
          case 'as a trait':
            assert.equal(diagnosis.class, 'health', diagnosis.id);
            assert.ok(traits.some((trait) => signature.traits.includes(trait.id)));
            break;
          default:
            assert.fail(`${signature.seen} has no case`);
        }
      });
    }
  }
});
