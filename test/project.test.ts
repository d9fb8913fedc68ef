import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import type { TriageReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/project.schema.json'), 'utf8'));
const isProject = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

describe('mcp-accept.config.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-accept-project-'));
  let server: RunningServer;
  before(async () => {
    server = await startServer(await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'bare-406'));
    mkdirSync(join(folder, 'below'));
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const here = (words: string[], env: Record<string, string> = {}, cwd = folder) => run(words, { cwd, env });
  const keep = (project: object): void => {
    assert.ok(isProject(project), JSON.stringify(isProject.errors));
    writeFileSync(join(folder, 'mcp-accept.config.json'), JSON.stringify(project));
  };

  it('says what is probed and how, also in a folder below, and its reports stay in its folder', async () => {
    keep({ targets: [server.url], failOn: 'warning', reports: ['junit:mcp.xml'], timeout: '5s' });
    for (const cwd of [folder, join(folder, 'below')]) {
      const { code, stdout } = await here(['probe', '--quick', '-q'], {}, cwd);
      assert.equal(code, 1, stdout);
      assert.match(readFileSync(join(folder, 'mcp.xml'), 'utf8'), /failures="1"/);
    }
  });

  it('is beaten by the environment, and that by the command line', async () => {
    keep({ targets: [server.url], failOn: 'warning' });
    const env = { MCP_ACCEPT_FAIL_ON: 'never' };
    assert.equal((await here(['probe', '--quick'])).code, 1);
    assert.equal((await here(['probe', '--quick'], env)).code, 0);
    assert.equal((await here(['probe', '--quick', '--fail-on', 'warning'], env)).code, 1);
    assert.match(
      (await here(['probe'], { MCP_ACCEPT_FAIL_ON: 'no' })).stderr,
      /MCP_ACCEPT_FAIL_ON[\s\S]*error, warning/,
    );
  });

  it('is read by triage too: whom, by which rule set and how long, and not for a log', async () => {
    keep({ targets: [server.url], ruleset: 'strict', timeout: '5s', reports: ['junit:mcp.xml'] });
    const { stdout } = await here(['triage', '--client', 'codex', '--repeat', '1', '--json']);
    const { ruleset, targets } = JSON.parse(stdout) as TriageReport;
    assert.deepEqual([ruleset, targets.map(({ url }) => url)], ['strict', [server.url]]);
    writeFileSync(join(folder, 'a.log'), 'POST /mcp 406\n');
    assert.match((await here(['triage', '--log', 'a.log'])).stdout, /406/);
  });

  it('is told by `config print`, each setting with its source', async () => {
    keep({ targets: [server.url], failOn: 'warning', ignore: ['wildcard-rejected'] });
    const { stdout } = await here(['config', 'print'], { MCP_ACCEPT_RULESET: 'strict' });
    assert.match(stdout, /^targets +http.*\(mcp-accept\.config\.json\)$/m);
    assert.match(stdout, /^fail-on +warning +\(mcp-accept\.config\.json\)$/m);
    assert.match(stdout, /^ruleset +strict +\(MCP_ACCEPT_RULESET\)$/m);
    assert.match((await here(['config', 'print'], {}, tmpdir())).stdout, /^fail-on +error +\(default\)$/m);
    assert.doesNotMatch(stdout, /color/);
    assert.match(stdout, /^timeout +10000ms +\(default\)$/m);
  });

  it('holds the budget of requests, which the command line may lift', async () => {
    keep({ targets: [server.url], maxRequests: 9 });
    assert.equal((await here(['probe'])).code, 3);
    assert.notEqual((await here(['probe', '--max-requests', '1000'])).code, 3);
  });

  it('makes rules count more, less or not at all, as --severity does', async () => {
    keep({ targets: [server.url], severities: { 'refusal-names-nothing': 'error' } });
    assert.equal((await here(['probe', '--quick'])).code, 1);
    const off = await here(['probe', '--quick', '--severity', 'refusal-names-nothing=off', '--json']);
    const { exitCode, targets } = JSON.parse(off.stdout);
    assert.equal(exitCode, 0);
    assert.ok(!JSON.stringify(targets[0].findings).includes('refusal-names-nothing'));
    assert.ok(
      targets[0].cells.some(({ because }: { because: string | null }) => because?.startsWith('switched off')),
    );
    assert.match((await here(['probe', '--severity', 'nothing=off'])).stderr, /no rule called nothing/);
  });

  it('does not name the server where the user does', async () => {
    keep({ targets: ['http://127.0.0.1:1/mcp'] });
    assert.equal((await here(['probe', server.url, '--quick'])).code, 0);
  });

  it('is refused by name where it says what it may not', async () => {
    const wrong: [text: string, words: RegExp][] = [
      ['{', /no JSON object/],
      ['{"failon":"error"}', /"failon"[\s\S]*did you mean failOn/],
      ['{"reports":["json:../up.json"]}', /inside the folder/],
      ['{"baseline":"/etc/x"}', /inside the folder/],
      ['{"failOn":"no"}', /mcp-accept\.config\.json[\s\S]*error, warning/],
      ['{"targets":"x"}', /a list/],
    ];
    for (const [text, words] of wrong) {
      writeFileSync(join(folder, 'mcp-accept.config.json'), text);
      const { code, stderr } = await here(['probe', '--quick']);
      assert.equal(code, 2, text);
      assert.match(stderr, words);
    }
    await rm(join(folder, 'mcp-accept.config.json'));
  });
});
