import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { observeExample } from '../src/judge/configExamples.js';
import { changeOf, judgeConfig } from '../src/judge/configLint.js';
import { loadConfigRules, loadRules } from '../src/judge/load.js';
import { selfTestConfig } from '../src/judge/selfTest.js';
import type { ConfigEdit, ConfigRule, Json } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { applyEdits } from '../src/remedy/edits/edits.js';
import { loadFormats } from '../src/targets/config/formats.js';
import { assertRefused, written } from './ruleFiles.js';

const RULES = join(packageRoot, 'rules', 'config');
const SCHEMA = join(packageRoot, 'rules', 'schema', 'config-observation.schema.json');

const rules = await loadConfigRules(RULES);
const formats = await loadFormats();
const observed = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  JSON.parse(await readFile(SCHEMA, 'utf8')),
);

function examplesOf({ examples }: ConfigRule): ConfigRule['examples']['good'] {
  return [...examples.good, ...examples.bad, ...examples.skipped];
}

describe('by its own examples', async () => {
  for (const { rule, problems } of await selfTestConfig(rules)) {
    test(`${rule} finds what its file says at line and column, and notices every mutant`, () => {
      assert.deepEqual(problems, []);
    });
  }
});

describe('the observation of every example', () => {
  for (const { rule } of rules) {
    test(`${rule.id}: has exactly the facts of the schema`, async () => {
      for (const example of examplesOf(rule)) {
        const observation = JSON.parse(JSON.stringify(await observeExample(example, formats)));
        assert.equal(observed(observation), true, JSON.stringify(observed.errors));
      }
    });
  }
});

describe('the rules about configurations', () => {
  test('are named like their files, one each, and like no other rule', async () => {
    const files = (await readdir(RULES)).filter((name) => name.endsWith('.json'));
    assert.deepEqual(rules.map(({ rule }) => `${rule.id}.json`).sort(), files.sort());
    const others = new Set((await loadRules(join(packageRoot, 'rules'))).map(({ rule }) => rule.id));
    assert.deepEqual(
      rules.filter(({ rule }) => others.has(rule.id)),
      [],
    );
  });

  test('mention each other nowhere', () => {
    for (const { rule } of rules) {
      const said = JSON.stringify(rule);
      const mentioned = rules
        .map((other) => other.rule.id)
        .filter((id) => id !== rule.id && new RegExp(`(?<![\\w/-])${id}(?![\\w-])`).test(said));
      assert.deepEqual(mentioned, [], `in ${rule.id}`);
    }
  });

  test('name formats that exist', () => {
    const known = formats.map(({ id }) => id);
    for (const { rule } of rules)
      for (const format of [...rule.formats, ...examplesOf(rule).map((example) => example.format)])
        assert.ok(known.includes(format), `${format} in ${rule.id}`);
  });

  test('are errors in `spec` for a MUST, warnings for a SHOULD, and off for the rest', () => {
    const severities = { MUST: 'error', 'MUST NOT': 'error', SHOULD: 'warning', 'SHOULD NOT': 'warning' };
    for (const { rule } of rules) {
      const keyword = rule.requirement?.keyword;
      const wanted = keyword === undefined || keyword === 'MAY' ? 'off' : severities[keyword];
      assert.equal(rule.severity.spec, wanted, `in ${rule.id}`);
    }
  });

  for (const compiled of rules.filter(({ rule }) => rule.remediation.edit !== null)) {
    test(`${compiled.rule.id}: what its edit gives is what the rule asks for`, async () => {
      const { rule } = compiled;
      let made = 0;
      for (const example of rule.examples.bad) {
        const failed = judgeConfig(compiled, await observeExample(example, formats)).filter(
          ({ outcome }) => outcome === 'failed',
        );
        for (const { it, data } of failed) {
          const change = rule.remediation.edit === null ? null : changeOf(rule.remediation.edit, it, data);
          if (change === null) continue;
          made += 1;
          const edited = { ...example, file: await changed(example, change) };
          const left = judgeConfig(compiled, await observeExample(edited, formats));
          assert.deepEqual(
            left.filter((verdict) => verdict.outcome === 'failed').map((verdict) => verdict.it.id),
            [],
            example.name,
          );
        }
      }
      assert.ok(made > 0, 'no bad example gives an edit');
    });
  }
});

describe('a rule that is broken on purpose', () => {
  const breaks: [what: string, changes: (good: ConfigRule) => { [key: string]: Json }, found: RegExp][] = [
    [
      'expects a fact that the observation does not have',
      () => ({
        expect: {
          type: 'object',
          properties: { it: { type: 'object', properties: { urll: { const: 1 } } } },
        },
      }),
      /expect\/properties\/it\/properties\/urll/,
    ],
    [
      'prints a fact that the observation does not have',
      () => ({ message: '{{it.urll}}' }),
      /\{\{it\.urll\}\}/,
    ],
    [
      'sets what the observation does not have',
      ({ remediation }) => ({
        remediation: {
          ...remediation,
          edit: { do: 'set', at: 'it', key: null, value: '{{file.urll}}', touchesWire: true },
        },
      }),
      /remediation\/edit: \{\{file\.urll\}\}/,
    ],
    [
      'removes and sets at once',
      ({ remediation }) => ({
        remediation: {
          ...remediation,
          edit: { do: 'remove', at: 'it', key: null, value: 'x', touchesWire: true },
        },
      }),
      /remediation\/edit/,
    ],
    [
      'calls a preference an error of the specification',
      ({ severity }) => ({ requirement: null, severity: { ...severity, spec: 'error' } }),
      /severity\/spec/,
    ],
    ['has another id than its file', () => ({ id: 'another-name' }), /another-name/],
  ];
  for (const [what, changes, found] of breaks) {
    test(`is refused with the name of its file when it ${what}`, async (t) => {
      const [good] = rules;
      assert.ok(good);
      const path = await written(t, `${good.rule.id}.json`, { ...good.rule, ...changes(good.rule) });
      await assertRefused(loadConfigRules, path, found);
    });
  }
});

/** The text of an example with one key set or removed. */
function changed(
  { file, format }: ConfigRule['examples']['bad'][number],
  change: ConfigEdit,
): Promise<string> {
  const syntax = formats.find(({ id }) => id === format)?.syntax ?? 'json';
  return applyEdits(typeof file === 'string' ? file : JSON.stringify(file, null, 2), syntax, [change]);
}
