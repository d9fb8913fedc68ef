import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { cannedAnswers } from '../src/judge/examples.js';
import { createTrafficChecker, loadTrafficRules } from '../src/judge/load.js';
import { selfTestTraffic } from '../src/judge/selfTest.js';
import { observeTrafficExample } from '../src/judge/trafficExamples.js';
import type { Json } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';

const RULES = join(packageRoot, 'rules', 'traffic');
const SCHEMA = join(packageRoot, 'rules', 'schema', 'traffic-observation.schema.json');

const rules = await loadTrafficRules(RULES);
const answers = await cannedAnswers();
const observed = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  JSON.parse(await readFile(SCHEMA, 'utf8')),
);

describe('by its own examples', async () => {
  for (const { rule, problems } of await selfTestTraffic(rules)) {
    test(`${rule} says what its file says, and notices every mutant`, () => {
      assert.deepEqual(problems, []);
    });
  }
});

describe('the observation of every example', () => {
  for (const { rule } of rules) {
    test(`${rule.id}: has exactly the facts of the schema`, () => {
      for (const example of [...rule.examples.good, ...rule.examples.bad, ...rule.examples.skipped]) {
        assert.ok(observed(observeTrafficExample(example, answers)), JSON.stringify(observed.errors));
      }
    });
  }
});

test('a rule about clients that asks for a fact that is not there is refused, with its place', async () => {
  const [first] = rules;
  assert.ok(first !== undefined);
  const checker = await createTrafficChecker();
  const misspelt = {
    ...first.rule,
    expect: {
      type: 'object',
      properties: { it: { type: 'object', properties: { acepts: { const: true } } } },
    },
  };
  assert.throws(
    () => checker.compile(misspelt as unknown as Json, `rules/traffic/${first.rule.id}.json`),
    /a rule asks for a fact that does not exist/,
  );
});
