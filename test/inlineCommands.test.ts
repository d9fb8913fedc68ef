import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { type RunningServer, startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { run } from './hostile/runHere.js';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];
const commands = new Set(
  pages.flatMap((page) =>
    [...readFileSync(join(packageRoot, page), 'utf8').matchAll(/`(?:npx )?mcp-accept ([^`\n]+)`/g)].map(
      (match) => match[1] ?? '',
    ),
  ),
);

/** Those that serve, and end when somebody ends them. */
const SERVE = /^(serve|mcp|clients record|tap)\b/;

describe('a command in the middle of a sentence, on any page', () => {
  let server: RunningServer;
  let folder: string;
  before(async () => {
    const strict = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'strict');
    server = await startServer({ ...strict, auth: null, rateLimit: null });
    folder = mkdtempSync(join(tmpdir(), 'mcp-accept-inline-'));
    for (const name of ['before', 'after'])
      copyFileSync(
        join(packageRoot, 'fixtures', 'reports', 'healthy-strict.json'),
        join(folder, `${name}.json`),
      );
    // A rule of each kind stands for all of them: test/rules.test.ts tests those.
    mkdirSync(join(folder, 'rules', 'config'), { recursive: true });
    for (const rule of ['wildcard-rejected.json', 'config/trailing-comma.json'])
      copyFileSync(join(packageRoot, 'rules', rule), join(folder, 'rules', rule));
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('is found, where there are some', () => assert.ok(commands.size > 15, `only ${commands.size}`));

  for (const command of commands) {
    it(`\`${command}\``, async () => {
      const words = command.replace(/\bURL\b/, server.url).split(' ');
      const named = words.length === 1 || SERVE.test(command);
      const args = named ? [...words, '--help'] : words;
      const { code, stdout, stderr } = await run(args, { cwd: folder });
      assert.equal(code, 0, stdout + stderr);
      assert.ok(stdout.length > 40, stdout);
      if (!named) return;
      const [name = ''] = words;
      assert.match(stdout, new RegExp(`^Usage: mcp-accept ${name}`), 'it is a command of its own');
      for (const option of words.filter((word) => word.startsWith('--')))
        assert.ok(stdout.includes(option), `${option} is an option of it`);
    });
  }
});
