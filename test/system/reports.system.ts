import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { packageRoot } from '../../src/packageRoot.js';
import { run } from '../hostile/runHere.js';
import { NASTY, nasty, type Reported, reportedOf, textOf } from '../reporters/hostile.js';
import type { Readers } from './readers.mjs';

const { noReaders, readers } = (await import(
  pathToFileURL(join(packageRoot, 'test', 'system', 'readers.mjs')).href
)) as typeof import('./readers.mjs');

const MEGABYTE = 'x'.repeat(1_000_000);

/** What a program says, and its exit code. */
function said(file: string, words: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(file, words, { cwd: packageRoot, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, text: stdout + stderr });
    });
  });
}

/** Reports of every kind: findings, none, not judged, several, written by somebody mean, and of files. */
async function reportsIn(format: 'sarif' | 'junit'): Promise<[name: string, text: string][]> {
  const of = async (persona: string): Promise<Reported> =>
    reportedOf(persona, { file: '.mcp.json', line: 4, column: 14 });
  const faulty = await of('faulty');
  const { version, tool } = faulty.report;
  const mean = (text: string): Reported => ({
    report: { ...nasty(faulty.report, text), version, tool },
    run: { ...faulty.run, recordings: nasty(faulty.run.recordings, text) },
  });
  const lint = async (name: string) => {
    const file = join('fixtures', 'lint', name, '.mcp.json');
    return (await run(['lint', file, '--format', format], { cwd: packageRoot })).stdout;
  };
  return [
    ['faulty', await textOf(format, faulty)],
    ['healthy', await textOf(format, await of('strict'))],
    ['not judged', await textOf(format, await of('forbidden'))],
    ['hostile', await textOf(format, mean(NASTY))],
    ['a megabyte in one line', await textOf(format, mean(MEGABYTE))],
    ['lint', await lint('claude-code')],
  ];
}

describe('what others read of ours:', { skip: noReaders }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-accept-readers-'));
  let others: Readers;
  before(async () => {
    others = await readers();
  });
  after(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string): string => {
    const file = join(folder, name.replaceAll(' ', '-'));
    writeFileSync(file, text);
    return file;
  };

  it('JUnit is what the schema of Jenkins says, says xmllint, which finds what is not', async () => {
    const valid = (text: string) =>
      said('xmllint', ['--noout', '--huge', '--schema', others.junitSchema, written('r.xml', text)]);
    for (const [name, text] of await reportsIn('junit')) {
      const { code, text: why } = await valid(text);
      assert.equal(code, 0, `${name}: ${why}`);
    }
    const broken = '<testsuites><testsuite name="a" tests="1"><testcase/></testsuite></testsuites>';
    assert.equal((await valid(broken)).code, 3);
  });

  it('SARIF is what the schema of errata 01 says', async () => {
    const { $schema: _draft, id, ...schema } = JSON.parse(readFileSync(others.sarifSchema, 'utf8'));
    assert.match(id, /\/v2\.1\.0\/errata01\/os\//);
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    const isSarif = ajv.compile(schema);
    for (const [name, text] of await reportsIn('sarif')) {
      const log = JSON.parse(text);
      assert.equal(log.$schema, id);
      assert.ok(isSarif(log), `${name}: ${JSON.stringify(isSarif.errors)}`);
    }
  });

  it("SARIF is without error or warning to Microsoft's validator, GitHub's rules included, which finds what is wrong", async () => {
    const findings = async (text: string): Promise<string[]> => {
      const [file, out] = [written('r.sarif', text), join(folder, 'out.sarif')];
      const words = ['validate', file, '-c', others.multitoolConfig, '-o', out];
      words.push('--log', 'ForceOverwrite', '--level', 'Error;Warning', '--rule-kind', 'Sarif;Ghas');
      const { code, text: why } = await said(others.multitool, words);
      assert.equal(code, 0, why);
      const { results = [] } = JSON.parse(readFileSync(out, 'utf8')).runs[0];
      return results.map(({ ruleId }: { ruleId: string }) => ruleId);
    };
    const reports = await reportsIn('sarif');
    for (const [name, text] of reports) assert.deepEqual(await findings(text), [], name);
    const broken = JSON.parse(reports[0]?.[1] ?? '');
    broken.runs[0].results[0].ruleIndex = 9999;
    assert.deepEqual(await findings(JSON.stringify(broken, null, 2)), ['SARIF1009']);
  });

  it('hadolint finds nothing in the Dockerfile, and something where something is wrong', async () => {
    const { code, text } = await said(others.hadolint, ['Dockerfile']);
    assert.equal(code, 0, text);
    const root = written('Dockerfile', 'FROM node:latest\nUSER root\nRUN cd /src && sudo npm ci\n');
    assert.match((await said(others.hadolint, [root])).text, /DL3007[\s\S]*DL3002|DL3002[\s\S]*DL3007/);
  });

  it('the examples are what GitLab and GitHub say that they are', async () => {
    const fits = async (schema: string, ...files: string[]): Promise<void> => {
      const { code, text } = await said(others.checkJsonSchema, ['--builtin-schema', schema, ...files]);
      assert.equal(code, 0, text);
    };
    await fits('vendor.gitlab-ci', 'docs/ci/gitlab-ci.yml');
    await fits('vendor.github-actions', 'action.yml');
    await fits(
      'vendor.github-workflows',
      ...['pre-deploy', 'servers'].map((one) => `.github/workflows/${one}.yml`),
    );
  });
});
