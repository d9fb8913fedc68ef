import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it, type TestContext } from 'node:test';
import { type RunningServer, startServer } from '../src/demo/server.js';
import type { LintReport, Report } from '../src/model.js';
import { type Folder, folderWith } from './fixing.js';
import { assertCalm } from './hostile/orderly.js';
import { run } from './hostile/runHere.js';
import { deadPort } from './hostile/server.js';
import { CLIENTS } from './initClients.js';
import { personaOf } from './replaying.js';

const TOKEN = 'canary-7c1e5a9b3d2f4860';
const ENV = { MY_TOKEN: TOKEN, TENANT: 'blue' };

const VARIABLES = ['--bearer-env', 'MY_TOKEN', '--header', 'X-Tenant: ${TENANT}'];
let plain: RunningServer;
let guarded: RunningServer;
before(async () => {
  plain = await startServer(personaOf({}));
  guarded = await startServer(personaOf({ auth: { token: TOKEN } }));
});
after(() => Promise.all([plain.close(), guarded.close()]));

/** The real command, in a folder that is home to it; never with a trace, never with the token in what it says. */
async function inFolder({ path }: Folder, args: string[], env: Record<string, string> = {}) {
  const ran = await run(args, { cwd: path, env: { HOME: path, COLUMNS: '100', ...env } });
  assertCalm(ran);
  assert.doesNotMatch(ran.stdout + ran.stderr, new RegExp(TOKEN));
  return ran;
}

function everyFile({ path }: Folder): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

async function assertLinted(folder: Folder, file: string): Promise<void> {
  const linted = await inFolder(folder, ['lint', file, '--format', 'json'], ENV);
  const { findings } = JSON.parse(linted.stdout) as LintReport;
  assert.deepEqual(
    findings.filter(({ server, severity }) => server === 'api' && severity !== 'note'),
    [],
  );
}

async function assertConnects(folder: Folder, file: string): Promise<void> {
  const args = ['probe', '--config', file, '--server', 'api', '--quick', '--format', 'json'];
  const probed = await inFolder(folder, args, ENV);
  assert.equal(probed.code, 0, probed.stdout + probed.stderr);
  const [target] = (JSON.parse(probed.stdout) as Report).targets;
  assert.deepEqual([target?.name, target?.notJudged], ['api', null]);
  const mine = target?.clients?.find(({ yours }) => yours);
  assert.ok(mine === undefined || mine.connects === true, JSON.stringify(mine));
}

describe('init writes an entry that its client connects with', { concurrency: 2 }, () => {
  for (const [client, { file, written, others }] of Object.entries(CLIENTS)) {
    it(`${client}: in a new file, its folder too, variables in its own words, sound for lint and probe`, async (test) => {
      const folder = folderWith(test, {});
      const args = ['init', guarded.url, '--client', client, '--name', 'api', ...VARIABLES];
      const ran = await inFolder(folder, args, ENV);
      assert.equal(ran.code, 0, ran.stdout + ran.stderr);
      assert.match(ran.stdout, /^✓ /);
      assert.ok(ran.stdout.includes(`written: ${file}`), ran.stdout);
      assert.doesNotMatch(ran.stdout, /Paste/);
      assert.match(ran.stdout, /needs: TENANT, MY_TOKEN in the environment/);
      const text = folder.read(file);
      for (const pattern of written) assert.match(text, pattern);
      assert.ok(!text.includes(TOKEN) && !text.includes('blue'));
      await assertLinted(folder, file);
      await assertConnects(folder, file);
    });

    it(`${client}: beside what stands in the file, once`, async (test) => {
      const folder = folderWith(test, { [file]: others });
      const args = ['init', plain.url, '--client', client, '--name', 'api'];
      const ran = await inFolder(folder, args);
      assert.equal(ran.code, 0, ran.stdout + ran.stderr);
      const text = folder.read(file);
      for (const line of others.split('\n')) {
        for (const word of line.split(/[\s{}]+/)) assert.ok(text.includes(word), `${word} in ${text}`);
      }
      assert.equal(folder.read(`${file}.bak`), others);
      await assertLinted(folder, file);
      const again = await inFolder(folder, args);
      assert.equal(again.code, 2);
      assert.match(again.stderr, /there is an entry "api" already/);
      assert.match(again.stderr, /give another --name, or mend that one: mcp-accept fix /);
      assert.equal(folder.read(file), text);
    });
  }
});

describe('init writes nothing', { concurrency: 2 }, () => {
  const refused = async (test: TestContext, args: string[], env = {}) => {
    const folder = folderWith(test, {});
    const ran = await inFolder(folder, ['init', ...args], env);
    assert.deepEqual(everyFile(folder), []);
    return ran;
  };

  it('with --dry-run, and says what it would', async (test) => {
    const ran = await refused(test, [plain.url, '--client', 'vscode', '--dry-run']);
    assert.equal(ran.code, 0);
    assert.match(ran.stdout, /^✓ VS Code /);
    assert.match(ran.stdout, /Paste into \.vscode\/mcp\.json \(VS Code\):\n\n\{\n {2}"servers"/);
    assert.doesNotMatch(ran.stdout, /written:/);
  });

  it('for a server that refuses its client', async (test) => {
    const cells = { both: 'refuse' };
    const server = await startServer(personaOf({ accept: { policy: 'ignoring', cells } }));
    test.after(() => server.close());
    for (const client of ['claude-code', 'cursor']) {
      const ran = await refused(test, [server.url, '--client', client]);
      assert.equal(ran.code, 1, ran.stdout);
      assert.match(ran.stdout, /^✗ Nothing was written: with this entry the client would not connect\.\n/);
      assert.match(
        ran.stdout,
        client === 'cursor' ? /refuses a correct client too: mcp-accept probe/ : /\b406\b/,
      );
    }
  });

  it('for a port on which nothing listens', async (test) => {
    for (const client of ['codex', 'cursor']) {
      const ran = await refused(test, [`http://127.0.0.1:${await deadPort()}/mcp`, '--client', client]);
      assert.equal(ran.code, 3);
      assert.match(ran.stdout, /^✗ Nothing was written: [\s\S]*nothing listens there/);
    }
  });

  it('for a server that asks for a token which is not given, or is another', async (test) => {
    const none = await refused(test, [guarded.url]);
    assert.equal(none.code, 3, none.stdout);
    assert.match(none.stdout, /The server asks for credentials/);
    const other = await refused(test, [guarded.url, '--client', 'gemini', '--bearer-env', 'OTHER'], {
      OTHER: 'another-token',
    });
    assert.equal(other.code, 3, other.stdout);
    assert.match(other.stdout, /the server refuses them/);
    assert.doesNotMatch(other.stdout, /another-token/);
  });

  it('where a variable is not set, and nothing is sent', async (test) => {
    const sent = plain.received.length;
    for (const args of [
      ['--bearer-env', 'MY_TOKEN'],
      ['--header', 'X-Tenant: ${TENANT}'],
    ]) {
      const ran = await refused(test, [plain.url, ...args]);
      assert.equal(ran.code, 2);
      assert.match(ran.stderr, /the variable (MY_TOKEN|TENANT) is not set/);
    }
    assert.equal(plain.received.length, sent);
  });

  it("that a client's own words cannot say: it is printed, with the place to fill in", async (test) => {
    const args = [plain.url, '--client', 'codex', '--header', 'X-Tenant: a ${TENANT} b'];
    const ran = await refused(test, args, { TENANT: 'blue' });
    assert.equal(ran.code, 0);
    assert.match(ran.stdout, /X-Tenant = "a <TENANT> b"/);
    assert.match(ran.stdout, /not written: Codex fills in no variables: .*<TENANT>/);
    assert.doesNotMatch(ran.stdout, /blue|written: \./);
  });

  it('into a file of the user alone: it is said where it belongs', async (test) => {
    const windsurf = await refused(test, [plain.url, '--client', 'windsurf']);
    assert.equal(windsurf.code, 0, windsurf.stdout);
    assert.match(windsurf.stdout, /Paste into mcp_config\.json \(Windsurf\):[\s\S]*"serverUrl"/);
    const desktop = await refused(test, [guarded.url, '--client', 'claude-desktop', ...VARIABLES], ENV);
    assert.equal(desktop.code, 0, desktop.stdout);
    assert.match(desktop.stdout, /^✓ mcp-remote /);
    assert.match(desktop.stdout, /Paste into claude_desktop_config\.json[\s\S]*"mcp-remote"/);
    assert.match(desktop.stdout, /"AUTHORIZATION_VALUE": "Bearer <MY_TOKEN>"/);
  });

  it('into a file that Claude Code writes while it runs, or of a client that nobody knows', async (test) => {
    const user = await refused(test, [plain.url, '--file', '.claude.json']);
    assert.equal(user.code, 2);
    assert.match(user.stderr, /writes this file while it runs/);
    const unknown = await refused(test, [plain.url, '--client', 'cursr']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /did you mean cursor\?/);
  });
});

describe('init for a server of the old HTTP+SSE transport', { concurrency: 2 }, () => {
  let old: RunningServer;
  before(async () => {
    old = await startServer(personaOf({ transport: 'http+sse', versions: ['2024-11-05'] }));
  });
  after(() => old.close());

  for (const client of ['claude-code', 'vscode', 'gemini']) {
    it(`${client} is told so`, async (test) => {
      const folder = folderWith(test, {});
      const ran = await inFolder(folder, ['init', old.url, '--client', client, '--name', 'api']);
      assert.equal(ran.code, 0, ran.stdout);
      assert.match(ran.stdout, /^✓ the server opens the old HTTP\+SSE stream/);
      const { file } = CLIENTS[client] ?? { file: '' };
      assert.match(folder.read(file), /"type": "sse"/);
      assert.equal((await inFolder(folder, ['lint', file])).code, 0);
    });
  }

  it('Codex CLI, which cannot be told, gets no entry', async (test) => {
    const folder = folderWith(test, {});
    const ran = await inFolder(folder, ['init', old.url, '--client', 'codex']);
    assert.equal(ran.code, 3, ran.stdout);
    assert.match(ran.stdout, /^✗ Nothing was written: [\s\S]*old HTTP\+SSE server/);
    assert.deepEqual(everyFile(folder), []);
  });
});
