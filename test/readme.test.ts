import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { fencedLines } from './fenced.js';
import type { Interruptible } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { deadPort } from './hostile/server.js';
import { clients } from './recording.js';

const readme = await readFile(join(packageRoot, 'README.md'), 'utf8');
const contributing = await readFile(join(packageRoot, 'CONTRIBUTING.md'), 'utf8');
const { scripts } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const shell = fencedLines(readme, 'sh');
const ours = shell.filter((line) => line.startsWith('npx mcp-accept '));

/** The commands by page: the README's, and those of docs/ that ask a server (fleet.md has a test of its own). */
const shown: [page: string, lines: string[]][] = [['README.md', ours]];
for (const file of readdirSync(join(packageRoot, 'docs'))) {
  if (!file.endsWith('.md') || file === 'fleet.md') continue;
  const lines = fencedLines(await readFile(join(packageRoot, 'docs', file), 'utf8'), 'shell');
  if (lines.length > 0) shown.push([`docs/${file}`, lines]);
}

/** As Common Log Format has it. */
const logTime = (time: Date): string => {
  const [, day, month, year, clock] = /(\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
};

/** The words of a line as a shell takes them. */
const wordsOf = (line: string): string[] =>
  (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/, '$1'));

describe('every command that the README and the guides show', () => {
  let server: RunningServer;
  let folder: string;
  before(async () => {
    const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'strict');
    server = await startServer({ ...persona, auth: null, rateLimit: null });
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-readme-'));
    const log = await readFile(join(packageRoot, 'fixtures', 'logs', 'healthy.log'), 'utf8');
    const at = (time: number): string => log.replaceAll(/\[[^\]]+\]/g, `[${logTime(new Date(time))}]`);
    await writeFile(join(folder, 'access.log'), at(Date.now() - 3 * 3_600_000) + at(Date.now()));
    await writeFile(join(folder, 'servers.txt'), `${server.url}\n`);
    await mkdir(join(folder, 'my-rules'));
    await copyFile(
      join(packageRoot, 'rules', 'wildcard-rejected.json'),
      join(folder, 'my-rules', 'wildcard-rejected.json'),
    );
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is one of ours or an npm script that exists', () => {
    assert.ok(ours.length >= 10);
    const scriptsShown = [...(readme + contributing).matchAll(/npm (?:run )?(\w+)/g)].map(
      (match) => match[1] ?? '',
    );
    const known = [...Object.keys(scripts), 'ci'];
    assert.deepEqual(
      scriptsShown.filter((script) => !known.includes(script)),
      [],
    );
    assert.deepEqual(
      shell.filter((line) => !ours.includes(line) && !line.startsWith('npm ci && npm ')),
      [],
    );
  });

  it('is on as many pages as there are guides', () => assert.ok(shown.length >= 6, `${shown.length}`));

  // In order: one writes the recording that the next reads.
  for (const [page, lines] of shown) {
    for (const line of lines) {
      it(`${page}: \`${line}\` exits 0 and prints something`, async () => {
        const port = line.includes(' tap ') ? await deadPort() : null;
        const args = wordsOf(
          line.replaceAll('http://127.0.0.1:3000/mcp', server.url).replace('--port 4000', `--port ${port}`),
        ).slice(2);
        const { code, stdout, stderr } = await run(args, {
          cwd: folder,
          env: { MCP_TOKEN: 'any' },
          ...(port === null ? {} : { during: (running) => void connectThrough(port, running) }),
        });
        assert.equal(code, 0, stdout + stderr);
        assert.ok(stdout.length + stderr.length > 40);
      });
    }
  }
});

/** A real client comes through the tap as soon as that listens; then somebody presses Ctrl-C. */
async function connectThrough(port: number, running: Interruptible): Promise<void> {
  const [client] = clients;
  for (let tries = 0; tries < 200; tries += 1) {
    const connected = await client?.connect(`http://127.0.0.1:${port}/mcp`, []).then(
      () => true,
      () => wait(25, false),
    );
    if (connected === true) break;
  }
  running.kill('SIGINT');
}

it('README counts the recorded clients as the data does', async () => {
  const profiles = await loadProfiles();
  const versions = profiles.flatMap(({ recorded }) => recorded).length;
  const clients = new Set(profiles.map(({ client }) => client)).size;
  const counted = /\d+ versions of \d+ clients/;
  const right = `${versions} versions of ${clients} clients`;
  // A new profile: `UPDATE_GOLDEN=1 npm test -- readme`.
  if (process.env['UPDATE_GOLDEN'] === '1') {
    await writeFile(join(packageRoot, 'README.md'), readme.replace(counted, right));
  } else assert.equal(counted.exec(readme)?.[0], right);
});
