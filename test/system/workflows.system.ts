import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { loadPersona } from '../../src/demo/personas.js';
import { startServer } from '../../src/demo/server.js';
import { packageRoot } from '../../src/packageRoot.js';
import { checkOut, exec, runStep } from '../action/step.js';
import { folderWith } from '../fixing.js';

const { noReaders, readers } = (await import(
  pathToFileURL(join(packageRoot, 'test', 'system', 'readers.mjs')).href
)) as typeof import('./readers.mjs');

interface WorkflowStep {
  id?: string;
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
  'continue-on-error'?: boolean;
}

function stepsOf(workflow: string, job: string): WorkflowStep[] {
  const text = readFileSync(join(packageRoot, '.github', 'workflows', `${workflow}.yml`), 'utf8');
  return parse(text).jobs[job].steps;
}

async function serving(test: TestContext, persona: string): Promise<string> {
  const server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), persona));
  test.after(() => server.close());
  return server.url;
}

/** A folder as a job has it: our checkout, `gh` that writes down what it is asked, `npx` that starts ours. */
async function jobFolder(test: TestContext, issue = ''): Promise<{ path: string; said(): string[] }> {
  const { path, at } = folderWith(test, {
    gh: `#!/bin/sh\nprintf '%s\\n' "$*" >> gh.log\ncase "$*" in "issue list"*) echo "${issue}";; esac\n`,
    npx: `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(packageRoot, 'bin', 'mcp-accept.js')}" "$@"\n`,
  });
  for (const name of ['gh', 'npx']) chmodSync(at(name), 0o755);
  await checkOut(path);
  const log = at('gh.log');
  return { path, said: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []) };
}

/**
 * Runs a job's own scripts, and the action where it is used; what is GitHub's (a checkout, an upload) is left out.
 * @param values what stands between `${{` and `}}`
 * @returns the exit code of the first step that fails the job, or 0
 */
async function runJob(path: string, steps: WorkflowStep[], values: Record<string, string>): Promise<number> {
  const known = { ...values };
  const filled = (text: unknown): string =>
    String(text).replace(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => {
      assert.ok(name in known, `nobody says what ${name} is`);
      return known[name] ?? '';
    });
  const all = (some: object = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(some).map(([name, text]) => [name, filled(text)]));
  for (const step of steps) {
    if (step.run !== undefined) {
      const env = { PATH: `${path}:${process.env['PATH']}`, CI: 'true', ...all(step.env) };
      const { code } = await exec('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd: path,
        env,
      });
      if (code !== 0) return code;
    } else if (/^(\.\/|mcp-accept\/mcp-accept@)/.test(step.uses ?? '')) {
      const inputs = Object.entries(all(step.with)).map(([name, text]) => [name.toUpperCase(), text]);
      const { code, outputs } = await runStep(path, Object.fromEntries(inputs), all(step.env));
      for (const [name, text] of Object.entries(outputs)) known[`steps.${step.id}.outputs.${name}`] = text;
      if (code !== 0 && step['continue-on-error'] !== true) return code;
    }
  }
  return 0;
}

describe('the workflows, run step by step:', () => {
  const production = (url: string) => ({
    'inputs.url': url,
    'inputs.label': 'mcp-accept',
    'secrets.token': '',
    "secrets.token != '' && 'MCP_TOKEN' || ''": '',
    'github.token': 'x',
    'github.repository': 'octo/repo',
  });

  for (const [persona, issue, asked] of [
    ['406-everywhere', '', /^issue create --title MCP server refused: .* --body-file issue\.md$/],
    ['406-everywhere', '7', /^issue edit 7 --body-file issue\.md$/],
    ['lenient', '7', /^issue close 7 --comment Clients connect again\.$/],
    ['lenient', '', /^issue list /],
  ] as const) {
    it(`in production, ${persona}, ${issue === '' ? 'no issue' : 'an issue'} open: one issue is kept`, async (test) => {
      const { path, said } = await jobFolder(test, issue);
      const url = await serving(test, persona);
      assert.equal(await runJob(path, stepsOf('scheduled', 'probe'), production(url)), 0);
      assert.match(said().at(-1) ?? '', asked);
      assert.match(readFileSync(join(path, 'issue.md'), 'utf8'), /^### /);
    });
  }

  it('on a pull request: one comment, and the job fails with the exit code', async (test) => {
    const { path, said } = await jobFolder(test);
    const values = {
      'inputs.start': 'true',
      'inputs.url': await serving(test, '406-everywhere'),
      'github.token': 'x',
      'github.event.pull_request.number': '12',
    };
    assert.equal(await runJob(path, stepsOf('pr-comment', 'probe'), values), 1);
    assert.deepEqual(said(), ['pr comment 12 --edit-last --create-if-none --body-file comment.md']);
    assert.match(readFileSync(join(path, 'comment.md'), 'utf8'), /^### ❌/);
  });

  it('before a deploy: blocks what nobody could use, and lets the rest pass', async (test) => {
    for (const [persona, code] of [
      ['406-everywhere', 1],
      ['lenient', 0],
    ] as const) {
      const { path } = await jobFolder(test);
      const url = await serving(test, persona);
      const values = { 'inputs.start': 'true', 'inputs.url': url, 'inputs.fail-on': 'error' };
      const steps = stepsOf('pre-deploy', 'probe').filter(({ uses = '' }) => !/upload/.test(uses));
      assert.equal(await runJob(path, steps, values), code, persona);
      assert.ok(existsSync(join(path, 'mcp.xml')));
    }
  });

  it('before and after an update: fails where clients lose by it, and only there', async (test) => {
    const { path } = await jobFolder(test);
    const record = async (when: string, persona: string): Promise<void> => {
      const values = {
        'inputs.start': 'true',
        'inputs.url': await serving(test, persona),
        'matrix.when': when,
      };
      const steps = stepsOf('upgrade-guard', 'recorded').filter(({ uses = '' }) => /mcp-accept@/.test(uses));
      assert.equal(await runJob(path, steps, values), 0);
    };
    const compared = () => runJob(path, stepsOf('upgrade-guard', 'compared'), {});
    await record('before', 'lenient');
    await record('after', '406-everywhere');
    assert.equal(await compared(), 1);
    writeFileSync(join(path, 'after.json'), readFileSync(join(path, 'before.json')));
    assert.equal(await compared(), 0);
  });

  it('shellcheck has nothing to say of their scripts, nor of the one in .ci', {
    skip: noReaders,
  }, async (test) => {
    const { shellcheck } = await readers();
    const jobs = ['ci', 'pr-comment', 'pre-deploy', 'release', 'scheduled', 'upgrade-guard'].flatMap(
      (name) => {
        const text = readFileSync(join(packageRoot, '.github', 'workflows', `${name}.yml`), 'utf8');
        return Object.values(parse(text).jobs as Record<string, { steps: WorkflowStep[] }>);
      },
    );
    const scripts = jobs.flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));
    const { at } = folderWith(test, {
      'all.sh': `#!/usr/bin/env bash\n${scripts.map((script, nth) => `step_${nth}() {\n${script}\n}\n`).join('')}`,
    });
    const { code, log } = await exec(
      shellcheck,
      ['--exclude', 'SC2153,SC2317,SC2329', at('all.sh'), join(packageRoot, '.ci', 'run')],
      {},
    );
    assert.equal(code, 0, log);
  });
});
