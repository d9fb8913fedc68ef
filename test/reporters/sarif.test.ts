import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { packageRoot } from '../../src/packageRoot.js';
import { nasty, type Reported, reportedOf, textOf } from './hostile.js';

// The schema of OASIS, as Microsoft's package carries it; of draft 04, whose `id` Ajv does not take.
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(
  readFileSync(
    join(packageRoot, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
);
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; helpUri: string; help: { text: string } }[] } };
    invocations: {
      executionSuccessful: boolean;
      exitCode: number;
      toolExecutionNotifications: { level: string; message: { text: string } }[];
    }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation?: { region: object; artifactLocation: { uri: string } } }[];
      partialFingerprints: Record<string, string>;
    }[];
  }[];
}

async function runIn(reported: Reported) {
  const log: Log = JSON.parse(await textOf('sarif', reported));
  assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
  const run = log.runs[0];
  assert.ok(run);
  return run;
}

describe('SARIF', () => {
  it('is what the official schema says, with every rule and diagnosis, each with help and a page', async () => {
    const run = await runIn(await reportedOf('bare-406'));
    const { rules } = run.tool.driver;
    assert.ok(rules.length > 90, `${rules.length}`);
    for (const rule of rules) {
      const [, path] = /\/blob\/main\/(docs\/.*\.md)$/.exec(rule.helpUri) ?? [];
      assert.ok(path !== undefined && existsSync(join(packageRoot, path)), rule.helpUri);
    }
    assert.ok(rules.every(({ help }) => help.text.length > 10));
    assert.deepEqual(run.results.map(({ ruleId }) => ruleId).slice(0, 1), ['refusal-names-nothing']);
    for (const { ruleId, ruleIndex } of run.results) assert.equal(rules[ruleIndex]?.id, ruleId);
  });

  it('has the same fingerprints in the next run, and different ones for different cells', async () => {
    const { report, run } = await reportedOf('bare-406');
    const again = structuredClone(report);
    for (const target of again.targets) target.findings.reverse();
    const prints = async (reported: Reported) =>
      (await runIn(reported)).results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);
    const [first, second] = [await prints({ report, run }), await prints({ report: again, run })];
    assert.deepEqual([...first].sort(), [...second].sort());
    assert.equal(new Set(first).size, first.length);
  });

  it('names line and column where they are known, and makes up none where they are not', async () => {
    const nowhere = await runIn(await reportedOf('bare-406'));
    assert.ok(nowhere.results.every(({ locations }) => locations[0]?.physicalLocation === undefined));
    const known = await runIn(await reportedOf('bare-406', { file: '.mcp.json', line: 4, column: 14 }));
    assert.deepEqual(known.results[0]?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: '.mcp.json' },
      region: { startLine: 4, startColumn: 14 },
    });
  });

  it('tells what could not be judged as a notification, and claims nothing of it', async () => {
    const run = await runIn(await reportedOf('silent-initialize').catch(() => reportedOf('rate-limited')));
    const [invocation] = run.invocations;
    assert.equal(invocation?.executionSuccessful, [0, 1].includes(invocation?.exitCode ?? -1));
    assert.ok((invocation?.toolExecutionNotifications.length ?? 0) > 0);
  });

  it('stays what the schema says, whatever a server said, and makes no links', async () => {
    const { report, run } = await reportedOf('bare-406');
    const { results } = await runIn({ report: nasty(report), run });
    assert.ok(results.length > 0);
    for (const { message } of results) assert.doesNotMatch(message.text, /(?<!\\)\[[^\]]*(?<!\\)\]\(/);
  });
});
