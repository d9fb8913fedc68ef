import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertCalm } from './hostile/orderly.js';
import { run } from './hostile/runHere.js';

/** One that looks like a token, and one that looks like nothing. */
const CANARIES = ['canary-5f2e9c7a1b3d4e5f', 'hunter2'];
const URL = 'https://mcp.example.com/mcp';

type Entry = { [key: string]: unknown };
type Place = (secret: string) => { entry: Entry; env?: Record<string, string> };

const header =
  (name: string, value: (secret: string) => string = String): Place =>
  (secret) => ({ entry: { type: 'http', url: URL, headers: { [name]: value(secret) } } });
const address =
  (url: (secret: string) => string): Place =>
  (secret) => ({ entry: { type: 'http', url: url(secret) } });

/** Where a secret may stand in a configuration, right or wrong. */
const PLACES: Record<string, Place> = {
  'a bearer token': header('Authorization', (secret) => `Bearer ${secret}`),
  'a bearer token without its scheme': header('Authorization'),
  'a key': header('X-API-Key'),
  'a cookie': header('Cookie', (secret) => `theme=dark; sid=${secret}`),
  'a header of any other name': header('X-Custom'),
  'a session': header('Mcp-Session-Id'),
  'a header that says something else': header('Accept', (secret) => `application/json;token="${secret}"`),
  'a version': header('MCP-Protocol-Version', (secret) => `${secret}!`),
  'a value with a line break': header('X-API-Key', (secret) => `${secret}\n${secret}`),
  'the name of a header': (secret) => ({
    entry: { type: 'http', url: URL, headers: { [`Authorization: Bearer ${secret}`]: '' } },
  }),
  'a variable': (secret) => ({
    entry: { type: 'http', url: URL, headers: { Authorization: 'Bearer ${TOKEN}' } },
    env: { TOKEN: secret },
  }),
  'a variable that is no header value': (secret) => ({
    entry: { type: 'http', url: URL, headers: { Authorization: 'Bearer ${TOKEN}' } },
    env: { TOKEN: `${secret}\u0007${secret}` },
  }),
  'a variable in the host': (secret) => ({
    entry: { type: 'http', url: 'http://${TOKEN}:3000/mcp' },
    env: { TOKEN: secret },
  }),
  'the default of a variable': header('Authorization', (secret) => `Bearer \${TOKEN:-${secret}}`),
  'the default of a variable of another client': header('X-API-Key', (secret) => `\${env:TOKEN:-${secret}}`),
  'beside a variable': header('Authorization', (secret) => `Bearer ${secret}\${TOKEN}`),
  'beside a variable of another client': header('X-API-Key', (secret) => `${secret}{env:TOKEN}`),
  'a password in the URL': address((secret) => `https://user:${secret}@mcp.example.com/mcp`),
  'a password with a slash in the URL': address((secret) => `https://user:a/${secret}@mcp.example.com/mcp`),
  'a user in the URL': address((secret) => `https://${secret}@mcp.example.com/mcp`),
  'a password on this machine': address((secret) => `http://user:${secret}@localhost:3000/mcp`),
  'a parameter of the URL': address((secret) => `http://localhost:3000/mcp?api_key=${secret}&a=b`),
  'the default of a variable in the URL': address((secret) => `http://localhost:3000/?key=\${K:-${secret}}`),
  'the fragment of the URL': address((secret) => `http://localhost:3000/mcp#access_token=${secret}`),
  'a URL without its scheme': address((secret) => `user:${secret}@localhost:3000/mcp?token=${secret}`),
  'a URL of another scheme': address((secret) => `ws://user:${secret}@localhost/mcp?token=${secret}`),
  'a URL with a bad port': address((secret) => `http://user:${secret}@localhost:bad/?token=${secret}`),
  'the environment of a program': (secret) => ({ entry: { command: 'npx', env: { TOKEN: secret } } }),
  'an argument of a program': (secret) => ({ entry: { command: 'npx', args: ['--token', secret] } }),
  'a field that is not known': (secret) => ({
    entry: { type: 'http', url: URL, token: secret, header: secret },
  }),
};
/** Words that nobody can tell from what belongs there; only what looks like a token is hidden. */
const TELLING_ONLY: Record<string, Place> = {
  'the path of the URL': address((secret) => `http://localhost:3000/s/${secret}/mcp`),
  'a parameter of any other name': address((secret) => `http://localhost:3000/mcp?x=${secret}`),
  'the URL itself': address(String),
  'the type': (secret) => ({ entry: { type: secret, url: URL } }),
  'the name of a field': (secret) => ({ entry: { type: 'http', url: URL, [secret]: 1 } }),
  'the name of a variable': header('Authorization', (secret) => `Bearer \${${secret}}`),
  'the name of a variable behind a dollar': header('X-API-Key', (secret) => `$${secret.toUpperCase()}`),
};

let dir: string;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mcp-accept-lint-canary-'));
});
after(() => rm(dir, { recursive: true }));

let files = 0;
async function assertHidden(secret: string, { entry, env = {} }: ReturnType<Place>): Promise<void> {
  files += 1;
  const cwd = await mkdtemp(join(dir, `${files}-`));
  await writeFile(join(cwd, '.mcp.json'), JSON.stringify({ mcpServers: { notes: entry } }, null, 2));
  for (const format of ['terminal', 'json']) {
    const args = ['lint', '.mcp.json', '--format', format, '--debug'];
    const ran = await run(args, { cwd, env: { COLUMNS: '400', ...env } });
    assertCalm(ran);
    assert.ok(ran.code === 0 || ran.code === 1, ran.stderr);
    const found = `${ran.stdout}${ran.stderr}`.toLowerCase();
    const place = found.indexOf(secret.toLowerCase());
    assert.ok(place < 0, `${format}: ${found.slice(Math.max(0, place - 200), place + 60)}`);
  }
}

describe('a secret in a configuration is in no output of lint', { concurrency: 4 }, () => {
  for (const secret of CANARIES) {
    for (const [name, place] of Object.entries(PLACES)) {
      it(`${name}: ${secret}`, () => assertHidden(secret, place(secret)));
    }
  }
  for (const [name, place] of Object.entries(TELLING_ONLY)) {
    const secret = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
    it(`${name}, when it looks like one`, () => assertHidden(secret, place(secret)));
  }

  it('in what is no JSON, where the file breaks off', async () => {
    const [secret = ''] = CANARIES;
    const path = join(dir, '.mcp.json');
    for (const text of [`{"mcpServers":{"a":{"headers":{"X":"${secret}`, `{"a": ${secret}}`, secret]) {
      await writeFile(path, text);
      const ran = await run(['lint', path, '--debug']);
      assert.equal(ran.code, 2);
      assert.ok(!`${ran.stdout}${ran.stderr}`.includes(secret), ran.stderr);
    }
    assert.ok((await readFile(path, 'utf8')).includes(secret));
  });
});
