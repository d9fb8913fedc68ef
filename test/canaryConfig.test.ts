import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startServer } from '../src/demo/server.js';
import { ENCODINGS } from '../src/secrets/encodings.fixture.js';
import { type Folder, folderWith } from './fixing.js';
import { echo } from './hostile/echo.js';
import { assertCalm } from './hostile/orderly.js';
import { run } from './hostile/runHere.js';
import { listen } from './hostile/server.js';
import { personaOf } from './replaying.js';

/** Each in a place of its own, under a name that once gave it away. */
const IN_HEADERS: Record<string, string> = {
  'x-functions-key': 'canary-functions-5f2e9c7a1b',
  'DD-APPLICATION-KEY': 'canary-datadog-8d3b6f1c2e',
  'X-Authorization': 'canary-authorization-1a7c4e9b2d',
  'X-AuthToken': 'canary-authtoken-6e2d8b5f3a',
  'X-Whatever': 'canary-whatever-3c9f5a7e1d',
  'X-Team': 'the blue canary team',
};
const IN_QUERY: Record<string, string> = {
  code: 'canary-code-7b4e2a9d6f',
  pass: 'canary-pass-2d6a8c1f4b',
  pat: 'canary-pat-9e3b7d5a2c',
  accessKey: 'canary-accesskey-4f8c2e6b1a',
  functionKey: 'canary-functionkey-1b5d9f3e7c',
  project: 'canary-project-8a4e6c2d9b',
};
const IN_PATH = 'canary-path-5d1f7b3e9a';
const IN_FILE = 'canary-envfile-2c8e4a6f1d';
const ALL = [...Object.values(IN_HEADERS), ...Object.values(IN_QUERY), IN_PATH, IN_FILE];

function configuring(test: TestContext, origin: string): Folder {
  const query = Object.entries(IN_QUERY).map((pair) => pair.join('='));
  const url = `${origin}/s/${IN_PATH}/mcp?${query.join('&')}`;
  const headers = { ...IN_HEADERS, 'X-From-File': '${FROM_FILE}', Accept: 'application/json' };
  return folderWith(test, {
    '.mcp.json': `${JSON.stringify({ mcpServers: { api: { type: 'http', url, headers } } }, null, 2)}\n`,
    'names.env': `FROM_FILE=${IN_FILE}\n`,
  });
}

function assertNowhere(texts: readonly string[]): void {
  const spelt = ALL.flatMap((secret) => Object.values(ENCODINGS).map((encode) => encode(secret)));
  for (const text of texts) {
    for (const secret of spelt) {
      const at = text.indexOf(secret);
      assert.ok(at < 0, `${secret}: ${text.slice(Math.max(0, at - 200), at + 200)}`);
    }
  }
}

const FILE = ['--env-file', 'names.env'];
const RUNS: Record<string, string[]> = {
  'probe, and its recording': ['probe', ...FILE, '--record', 'run.json', '--debug', '--quick'],
  'probe as JSON': ['probe', ...FILE, '--format', 'json', '--quick'],
  'the plan': ['probe', ...FILE, '--plan'],
  'the plan as JSON': ['probe', ...FILE, '--plan', '--format', 'json'],
  'a client, and its recording': [
    'probe',
    ...FILE,
    '--client',
    'claude-code',
    '--quick',
    '--record',
    'run.json',
  ],
  'lint as JSON': ['lint', '--format', 'json'],
  lint: ['lint'],
  'a fix and its diff': ['fix', '--dry-run', ...FILE],
  'a fix as JSON': ['fix', '--dry-run', ...FILE, '--format', 'json'],
  'what is wrong with the file': ['probe'],
};

describe("what a client's file holds is in no output, though the server says all of it in 23 encodings", () => {
  for (const [name, args] of Object.entries(RUNS)) {
    it(name, async (test) => {
      const server = await listen(echo('works', Object.values(ENCODINGS)));
      test.after(() => server.close());
      const folder = configuring(test, new URL(server.url).origin);
      const env = { HOME: folder.path, COLUMNS: '400' };
      const ran = await run(args, { cwd: folder.path, env });
      assertCalm(ran);
      assert.ok(ran.stdout.length > 100, ran.stderr);
      const written = folder.names().includes('run.json') ? folder.read('run.json') : '';
      assertNowhere([ran.stdout, ran.stderr, written]);
      if (written === '') return;
      assert.match(written, /"flows"/);
      for (const format of ['terminal', 'json']) {
        const again = await run(['check', 'run.json', '--format', format], { cwd: folder.path, env });
        assertNowhere([again.stdout, again.stderr]);
      }
    });
  }

  it('the log of the built-in server', async (test) => {
    const lines: string[] = [];
    const server = await startServer(personaOf({}), { log: (line) => lines.push(line) });
    test.after(() => server.close());
    const folder = configuring(test, new URL(server.url).origin);
    await run(['probe', ...FILE, '--quick'], { cwd: folder.path });
    assert.ok(lines.length > 3);
    assertNowhere(lines);
  });
});
