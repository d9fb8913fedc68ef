import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { UNTOLD } from '../src/diagnose/clients.js';
import { summary } from '../src/diagnose/repeat/repeatReport.js';
import type { Tried } from '../src/diagnose/repeat/tried.js';
import type { DiffReport, Recording, Report } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';
import { probePersona } from './probing.js';
import { reportOf } from './reporters/hostile.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/diff.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

describe('the difference of two runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-accept-diff-'));
  const store = (name: string, value: Recording | Report): void =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  let fine: Recording;
  before(async () => {
    const recorded = async (persona: string) => (await probePersona(persona, { depth: 'quick' })).recording;
    const [strict, bare, broken] = await Promise.all(
      ['strict', 'bare-406', 'accept-refused-always'].map(recorded),
    );
    assert.ok(strict && bare && broken);
    fine = strict;
    store('fine.json', strict);
    store('bare.json', bare);
    store('broken.json', broken);
    store('report.json', reportOf(bare));
  });
  after(() => rm(folder, { recursive: true }));

  it('is none where the same server was judged by other rules, and says so', async () => {
    store('strict-set.json', reportOf(fine));
    const report = reportOf(fine);
    store('spec-set.json', { ...report, ruleset: report.ruleset === 'spec' ? 'strict' : 'spec' });
    const [first] = report.targets;
    assert.ok(first);
    store('none.json', { ...report, targets: [{ ...first, findings: [] }] });
    const { stdout } = await run(['diff', 'spec-set.json', 'none.json'], { cwd: folder });
    assert.match(stdout, /^No worse\..*\njudged by other rules, spec then /);
  });
  const diff = async (...words: string[]): Promise<{ code: number | null; report: DiffReport }> => {
    const { code, stdout } = await run(['diff', ...words, '--json'], { cwd: folder });
    const report: DiffReport = JSON.parse(stdout);
    assert.ok(validate(report), JSON.stringify(validate.errors));
    return { code, report };
  };

  it('who lost the connection is worse, whatever the URLs', async () => {
    const { code, report } = await diff('fine.json', 'broken.json');
    assert.equal(code, 1);
    const [target] = report.targets;
    assert.deepEqual([target?.before, target?.after, target?.connection], ['connects', 'refused', 'lost']);
    assert.deepEqual(target?.findings.mended, []);
    const { stdout } = await run(['diff', 'fine.json', 'broken.json'], { cwd: folder });
    assert.match(
      stdout,
      /^Worse: 1 of 1 server\.\s+fine\.json -> broken\.json\n✗ .*: connects, then refused/,
    );
    assert.match(stdout, /exit code 1\n$/);
  });

  it('the rates of repeated handshakes are compared, and what chance does as well is no evidence', async () => {
    const repeated = (connected: number, of: number): Report => {
      const report = reportOf(fine);
      const tries = Array.from({ length: of }, (_, at): Tried => {
        const fails = at >= connected;
        return { nth: at + 1, connects: !fails, cause: fails ? 'cut' : null, requests: [], ms: 1 };
      });
      const asked = { tries: of, idleMs: 0, reuseSession: false, parallel: 1, failUnder: null };
      const repeat = summary(tries, { asked, stopped: null }, 'the reference client');
      return { ...report, targets: report.targets.map((target) => ({ ...target, repeat })) };
    };
    store('before.json', repeated(11, 15));
    store('after.json', repeated(27, 30));
    const { code, report } = await diff('before.json', 'after.json');
    const sentence =
      '27 of 30, before 11 of 15: no evidence that the change helped; about 95 tries each would tell';
    assert.deepEqual([code, report.targets[0]?.repeat?.sentence], [0, sentence]);
    const page = (await run(['diff', 'before.json', 'after.json'], { cwd: folder })).stdout;
    assert.match(page.replace(/\s+/g, ' '), /tries 27 of 30, before 11 of 15: no evidence/);
    store('worse.json', repeated(3, 30));
    assert.equal((await diff('after.json', 'worse.json')).code, 1);
  });

  it('who gained it is better', async () => {
    const { code, report } = await diff('broken.json', 'fine.json');
    assert.deepEqual([code, report.targets[0]?.connection], [0, 'gained']);
  });

  it('tells new findings from mended ones, and new ones count from --fail-on up', async () => {
    const worse = await diff('fine.json', 'bare.json');
    const rules = worse.report.targets[0]?.findings.new.map(({ rule }) => rule);
    assert.ok(rules?.includes('refusal-names-nothing'));
    assert.equal(worse.code, 0);
    assert.equal((await diff('fine.json', 'bare.json', '--fail-on', 'warning')).code, 1);
    const better = await diff('bare.json', 'fine.json', '--fail-on', 'note');
    assert.ok(better.report.targets[0]?.findings.mended.some(({ rule }) => rule === 'refusal-names-nothing'));
  });

  it('takes a report for a recording, and finds the same in both', async () => {
    const { code, report } = await diff('bare.json', 'report.json', '--fail-on', 'note');
    assert.equal(code, 0);
    assert.deepEqual(report.targets[0]?.findings.new, []);
    assert.ok((report.targets[0]?.findings.same ?? 0) > 0);
  });

  it('which clients lost counts as well', async () => {
    const withClient = (connects: boolean): Report => {
      const report = reportOf(fine);
      const client = { ...UNTOLD, client: 'a', title: 'A', version: '1', connects };
      return { ...report, targets: report.targets.map((target) => ({ ...target, clients: [client] })) };
    };
    store('with.json', withClient(true));
    store('without.json', withClient(false));
    const { code, report } = await diff('with.json', 'without.json');
    assert.deepEqual([code, report.targets[0]?.clients.lost], [1, ['A 1']]);
    assert.deepEqual((await diff('without.json', 'with.json')).report.targets[0]?.clients.gained, ['A 1']);
  });

  it('what is neither a report nor a recording is refused', async () => {
    writeFileSync(join(folder, 'no.json'), '{}');
    const { code, stderr } = await run(['diff', 'fine.json', 'no.json'], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, /neither a report nor a recording/);
  });
});
