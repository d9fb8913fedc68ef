import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packageRoot } from '../../src/packageRoot.js';
import { type Added, additions, broken } from './additions.js';

const LIMIT_MS = 300_000;
const guide = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8');

/** What stands under a heading. */
function section(heading: string): string {
  const [, text] = guide.split(`\n## ${heading}\n`);
  assert.ok(text !== undefined, `CONTRIBUTING.md has no "${heading}"`);
  return text.split('\n## ', 1)[0] ?? '';
}

/** The path that a section gives to the one file, with the id in its place. */
function fileOf({ heading, id }: Added): string {
  const [, pattern] = /One file(?: in)?:? `([^`]+)`/.exec(section(heading)) ?? [];
  assert.ok(pattern !== undefined, `"${heading}" names no file`);
  const path = pattern.replace(/<.*>/, id);
  return path.endsWith('/') ? `${path}${id}` : path;
}

/** The commands of a section that write what is made of others, or that test. */
function commandsOf(heading: string, what: RegExp): string[] {
  const spans = [...section(heading).matchAll(/`([^`]+)`/g)].map(([, span = '']) =>
    span.replace(/\s+/g, ' '),
  );
  return spans.filter((span) => what.test(span));
}

const writes = (heading: string) => commandsOf(heading, /^UPDATE_GOLDEN=1 npm test -- /);
const tests = (heading: string) =>
  commandsOf(heading, /^(?:npm test -- [\w/. ]+|mcp-accept rules --test [\w/]+)$/);

describe('CONTRIBUTING, to the letter: one of each is added to a copy of the sources', () => {
  const copy = mkdtempSync(join(tmpdir(), 'mcp-accept-contributing-'));

  /** Runs a command of the guide in the copy. @returns what it said, and its exit code */
  function done(command: string): Promise<{ code: number; said: string }> {
    const line = command.replace(/^mcp-accept /, 'node bin/mcp-accept.js ');
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    return new Promise((resolve) => {
      execFile('sh', ['-c', line], { cwd: copy, env, maxBuffer: 2 ** 27 }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : 1, said: `${stdout}${stderr}` }),
      );
    });
  }

  async function succeeds(command: string): Promise<void> {
    const { code, said } = await done(command);
    const told = said.split('\n').filter((line) => /^\s*not ok|error|expected|actual|^\s+[+-] /i.test(line));
    assert.equal(code, 0, `${command}\n${told.slice(0, 40).join('\n')}`);
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }

  before(() => {
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: packageRoot, encoding: 'utf8' });
    for (const path of tracked.split('\0').filter((one) => one !== '' && !one.startsWith('action/lib')))
      if (existsSync(join(packageRoot, path))) cpSync(join(packageRoot, path), join(copy, path));
    symlinkSync(join(packageRoot, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const one of additions) {
      const path = fileOf(one);
      assert.ok(!existsSync(join(copy, path)), `${path} is there already`);
      write(path, one.text);
      for (const [beside, change] of Object.entries(one.beside)) {
        const known = existsSync(join(copy, beside)) ? readFileSync(join(copy, beside), 'utf8') : '';
        write(beside, change(known));
      }
    }
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('what is made of what was added is written as the guide says', { timeout: LIMIT_MS }, async () => {
    await succeeds('npm run build -- --unchecked');
    await succeeds('npm run docs');
    const words = additions.flatMap(({ heading }) => writes(heading)).map((one) => one.split(' -- ')[1]);
    await succeeds(`UPDATE_GOLDEN=1 npm test -- ${[...new Set(words)].join(' ')}`);
  });

  it('every test that the guide names passes, and so do the laws and the types', {
    timeout: LIMIT_MS,
  }, async () => {
    const named = [...new Set(additions.flatMap(({ heading }) => tests(heading)))];
    const words = named.flatMap((one) => /^npm test -- (.*)$/.exec(one)?.[1] ?? []);
    await succeeds(`npm test -- laws docs readme ${words.join(' ')}`);
    await succeeds('npx tsc -p . --noEmit');
    for (const command of named.filter((one) => one.startsWith('mcp-accept '))) await succeeds(command);
  });

  for (const one of additions) {
    it(`${one.heading}: a mistake in its file fails a test that the guide names`, {
      timeout: LIMIT_MS,
    }, async () => {
      const path = fileOf(one);
      const commands = tests(one.heading);
      assert.ok(commands.length > 0, `"${one.heading}" names no test`);
      write(path, broken(one));
      const codes: number[] = [];
      for (const command of commands) codes.push((await done(command)).code);
      write(path, one.text);
      assert.ok(codes.includes(1), `${commands.join(', ')} passed`);
    });
  }
});
