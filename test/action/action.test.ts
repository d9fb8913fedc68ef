import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../../src/demo/personas.js';
import { type RunningServer, startServer } from '../../src/demo/server.js';
import { packageRoot } from '../../src/packageRoot.js';
import { checkOut, exec, runStep, type Step } from './step.js';

const TOKEN = 'ghs_canary0123456789abcdefCANARY';

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
    step = await runStep(
      folder,
      {
        URL: server.url,
        HEADERS: 'X-Tenant: a-tenant-of-ours',
        'BEARER-ENV': 'MCP_TOKEN',
        'FAIL-ON': 'warning',
        WAIT: '10s',
        REPORTS: 'junit:mcp.xml',
      },
      { MCP_TOKEN: TOKEN },
    );
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
