import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fingerprintOf, fingerprintScope } from '../src/diagnose/fingerprint.js';
import { cannedAnswers, recordExample } from '../src/judge/examples.js';
import {
  type CompiledFingerprint,
  fingerprintScopeSchema,
  loadFingerprints,
} from '../src/judge/fingerprints.js';
import { compiledSchema, createAjv } from '../src/judge/load.js';
import { heldMutants } from '../src/judge/mutants.js';
import { fingerprintSchemas } from '../src/judge/schemasOf.js';
import type { Example, FingerprintScope, Recording } from '../src/model.js';
import { observe } from '../src/observe/observe.js';
import { packageRoot } from '../src/packageRoot.js';
import { recognise, scored, type Truth, truths } from './fingerprinting.js';
import { goldens, recordingOf } from './interop/stored.js';

describe('fingerprints', () => {
  let all: CompiledFingerprint[];
  let truth: Record<string, Truth>;
  const fixtures: Record<string, Recording> = {};
  const scopes: FingerprintScope[] = [];
  const examples: {
    file: CompiledFingerprint['file'];
    scope: FingerprintScope;
    says: unknown;
    name: string;
  }[] = [];
  before(async () => {
    all = await loadFingerprints(join(packageRoot, 'rules', 'fingerprints'));
    truth = await truths();
    for (const name of Object.keys(goldens())) fixtures[name] = await recordingOf(name);
    const answers = await cannedAnswers();
    const scopeOf = async (example: Omit<Example, 'messages'>): Promise<FingerprintScope> => {
      const recording = await recordExample(example, answers);
      return fingerprintScope(recording, observe(recording));
    };
    for (const { file } of all) {
      for (const example of [...file.examples.is, ...file.examples.isNot]) {
        const says = 'says' in example ? example.says : null;
        examples.push({ file, scope: await scopeOf(example), says, name: example.name });
      }
    }
    scopes.push(...examples.map(({ scope }) => scope));
    scopes.push(...Object.values(fixtures).map((one) => fingerprintScope(one, observe(one))));
  });

  it('every example is recognised as its file says, with that confidence and those versions, or not at all', () => {
    for (const { file, scope, says, name } of examples) {
      const found = fingerprintOf(all, scope)[file.part];
      const said =
        found?.id !== file.id ? null : { confidence: found.confidence.level, versions: found.versions };
      assert.deepEqual(said, says, `${file.id}: ${name}`);
    }
  });

  it('every keyword of a pattern is noticed by some example or some real server when it is dropped', () => {
    const ajv = createAjv();
    const unnoticed = all.flatMap(({ file, checks }) =>
      fingerprintSchemas(file).flatMap((schema, part) =>
        heldMutants(schema).flatMap(({ schema: mutant, dropped }) => {
          const check = compiledSchema(ajv, mutant);
          if (check === null || scopes.some((scope) => checks[part]?.(scope) !== check(scope))) return [];
          return [`${file.id}: part ${part}/${dropped}`];
        }),
      ),
    );
    assert.deepEqual(unnoticed, []);
  });

  it('what a run leaves has every fact that the schema of the scope promises, and no other', async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    const isScope = ajv.compile(await fingerprintScopeSchema());
    for (const scope of scopes) assert.ok(isScope(scope), ajv.errorsText(isScope.errors));
  });

  it('two of one part that fit are a reason to say nothing', () => {
    const twin = (one: CompiledFingerprint): CompiledFingerprint => ({
      ...one,
      file: { ...one.file, id: 'twin' },
    });
    const express = all.filter(({ file }) => file.id === 'express');
    const { scope } = examples.find(({ file }) => file.id === 'express') ?? assert.fail();
    assert.equal(fingerprintOf(express, scope).framework?.id, 'express');
    assert.equal(fingerprintOf([...express, ...express.map(twin)], scope).framework, null);
  });

  it('real servers in five languages, from their answers: right or silent, never wrong', () => {
    for (const [name, recording] of Object.entries(fixtures)) {
      const is = truth[name];
      assert.ok(is, `truth.json has no ${name}`);
      const scores = scored(recognise(all, recording), is);
      const wrong = Object.entries(scores).filter(([, score]) => score === 'wrong');
      assert.deepEqual(wrong, [], `${name}: ${JSON.stringify(recognise(all, recording))}`);
      assert.equal(scores['dialect'], 'right', name);
    }
  });
});
