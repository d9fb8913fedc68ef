import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../src/packageRoot.js';
import { fencedLines } from './fenced.js';
import { run } from './hostile/runHere.js';

const docs = join(packageRoot, 'docs');
const { GENERATED, pages } = (await import(
  pathToFileURL(join(packageRoot, 'scripts', 'docs', 'pages.mjs')).href
)) as { GENERATED: string[]; pages(): Map<string, string> };

const written = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.md'),
);
const text = (path: string): string => readFileSync(join(docs, path), 'utf8');

describe('docs/', () => {
  it('is what npm run docs makes of rules/ and of what was measured', () => {
    const made = pages();
    const kept = written.filter((path) => GENERATED.includes(path.split('/')[0] ?? ''));
    assert.deepEqual(kept.sort(), [...made.keys()].sort());
    const stale = [...made].filter(([path, page]) => page !== text(path)).map(([path]) => path);
    assert.deepEqual(stale, [], 'run npm run docs, and commit what it writes');
  });

  it('and so is what explain says of real servers', async () => {
    const url = pathToFileURL(join(packageRoot, 'scripts', 'docs', 'said.mjs')).href;
    const { saidByServers } = (await import(url)) as { saidByServers(): string };
    assert.equal(readFileSync(join(packageRoot, 'rules', 'said.json'), 'utf8'), saidByServers());
  });

  it('links to nothing that is not there', () => {
    const broken = written.flatMap((path) =>
      [...text(path).matchAll(/\]\(([^)\s:#]+)(?:#[^)]*)?\)/g)]
        .map((match) => join(docs, dirname(path), match[1] ?? ''))
        .filter((target) => !existsSync(target)),
    );
    assert.deepEqual(broken, []);
  });

  it('shows commands that work', async () => {
    const shown = written.flatMap((path) => fencedLines(text(path), 'sh'));
    assert.ok(shown.length > 100, `only ${shown.length}`);
    for (const line of new Set(shown)) {
      assert.match(line, /^npx mcp-accept /);
      const { code, stdout } = await run(line.split(' ').slice(2));
      assert.equal(code, 0, line);
      assert.ok(stdout.length > 40, line);
    }
  });
});
