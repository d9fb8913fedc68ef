import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../../src/demo/personas.js';
import { type RunningServer, startServer } from '../../src/demo/server.js';
import { packageRoot } from '../../src/packageRoot.js';

const TOKEN = 'ghs_canary0123456789abcdefCANARY';

interface Step {
  code: number;
  log: string;
  outputs: Record<string, string>;
  summary: string;
}

describe("the action, as GitHub's runner starts it from a bare checkout", () => {
  let server: RunningServer;
  let folder: string;
  let step: Step;
  before(async () => {
    const strict = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'bare-406');
    server = await startServer(strict);
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-action-'));
    await checkOut(folder);
    await mkdir(join(folder, '.github', 'workflows'), { recursive: true });
    await writeFile(join(folder, '.github/workflows/ci.yml'), `with:\n  url: ${server.url}\n`);
    step = await runStep(folder, {
      URL: server.url,
      HEADERS: 'X-Tenant: a-tenant-of-ours',
      'BEARER-ENV': 'MCP_TOKEN',
      'FAIL-ON': 'warning',
      WAIT: '10s',
      REPORTS: 'junit:mcp.xml',
    });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('fails on the finding, and its outputs say which verdict, whose fault and how many', () => {
    assert.equal(step.code, 1, step.log);
    const { verdict, errors, warnings } = step.outputs;
    assert.deepEqual(
      { verdict, errors, warnings, code: step.outputs['exit-code'] },
      { verdict: 'connects', errors: '0', warnings: '1', code: '1' },
    );
  });

  it('leaves its reports where the outputs say, those that were asked for beside them', async () => {
    const read = (path: string | undefined): Promise<string> => readFile(path ?? '', 'utf8');
    assert.equal(JSON.parse(await read(step.outputs['json'])).exitCode, 1);
    const sarif = JSON.parse(await read(step.outputs['sarif']));
    const { physicalLocation } = sarif.runs[0].results[0].locations[0];
    assert.equal(physicalLocation.artifactLocation.uri, '.github/workflows/ci.yml');
    assert.match(await read(step.outputs['html']), /^<!doctype html>/);
    assert.match(await read(join(folder, 'mcp.xml')), /^<\?xml/);
  });

  it('writes the job summary, and annotations where the URL stands in the workflow', () => {
    assert.match(step.summary, /^### ✅ Correct clients connect; 1 warning/);
    assert.match(step.log, /^::warning file=\.github\/workflows\/ci\.yml,line=2,col=8,title=/m);
  });

  it('masks what it sends, and shows it nowhere else', () => {
    const masks = [...step.log.matchAll(/^::add-mask::(.*)$/gm)].map((match) => match[1]);
    assert.deepEqual(masks, ['a-tenant-of-ours', TOKEN]);
    const rest = step.log.replace(/^::add-mask::.*$/gm, '') + step.summary + JSON.stringify(step.outputs);
    assert.ok(!rest.includes(TOKEN));
    assert.ok(server.received.some(({ headers }) => JSON.stringify(headers).includes(TOKEN)));
  });

  it('says what is wrong with its inputs, with outputs all the same', async () => {
    const { code, log, outputs } = await runStep(folder, { URL: 'nonsense' });
    assert.equal(code, 2);
    assert.match(log, /this is not a URL/);
    assert.deepEqual(
      [outputs['verdict'], outputs['exit-code'], outputs['json']],
      ['unclear', '2', undefined],
    );
  });

  it('lints what pre-commit names, each file, and fails where one is wrong', async () => {
    await writeFile(join(folder, '.mcp.json'), `{"mcpServers":{"a":{"type":"http","url":"${server.url}"}}}`);
    await mkdir(join(folder, 'b'));
    await writeFile(join(folder, 'b', '.mcp.json'), '{"mcpServers":{"a":{"url":"nonsense"}}}');
    const hook = join(folder, 'action', 'pre-commit.js');
    const { code, log } = await exec(hook, ['.mcp.json', 'b/.mcp.json'], { cwd: folder });
    assert.equal(code, 1, log);
    assert.match(log, /b\/\.mcp\.json/);
  });

  it('starts what the sources build, to the byte', async () => {
    const script = join(packageRoot, 'scripts', 'action.mjs');
    const { code, log } = await exec(process.execPath, [script, '--check'], {});
    assert.equal(code, 0, log);
  });
});

/** What a tag's checkout has of us that the action needs: no `node_modules`, no `dist`. */
async function checkOut(to: string): Promise<void> {
  const copy = (from: string, name = from) =>
    cp(join(packageRoot, from), join(to, name), { recursive: true });
  await Promise.all([copy('action.yml'), copy('package.json'), copy('rules'), copy('fixtures/servers')]);
  await copy('action/index.js');
  await copy('action/pre-commit.js');
  await copy('dist', 'action/lib');
}

let steps = 0;

async function runStep(folder: string, inputs: Record<string, string>): Promise<Step> {
  steps += 1;
  const temp = join(folder, `temp-${steps}`);
  await mkdir(temp);
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  await Promise.all([writeFile(output, 'before=1\n'), writeFile(summary, '')]);
  const env = {
    PATH: process.env['PATH'],
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: folder,
    GITHUB_WORKFLOW_REF: 'octo/repo/.github/workflows/ci.yml@refs/heads/main',
    RUNNER_TEMP: temp,
    MCP_TOKEN: TOKEN,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value])),
  };
  const { code, log } = await exec(process.execPath, [join(folder, 'action', 'index.js')], {
    cwd: folder,
    env,
  });
  const text = await readFile(output, 'utf8');
  assert.ok(text.startsWith('before=1\n'));
  return { code, log, outputs: outputsIn(text), summary: await readFile(summary, 'utf8') };
}

/** As the runner reads them: `name<<END`, lines, `END`. */
function outputsIn(text: string): Record<string, string> {
  const found = [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name = '', , value = '']) => [name, value]));
}

function exec(file: string, words: string[], options: object): Promise<{ code: number; log: string }> {
  return new Promise((resolve) => {
    execFile(file, words, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, log: String(stdout) + String(stderr) });
    });
  });
}
