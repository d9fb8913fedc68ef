import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { packageRoot } from '../../src/packageRoot.js';
import { fencedLines } from '../fenced.js';
import { run } from '../hostile/runHere.js';
import { hostsOf } from './hosts.js';

const docs = join(packageRoot, 'docs');

it('docs/fleet.md shows commands that work, one after the other', async (test) => {
  const { server } = await hostsOf(test, 'lenient', 0);
  const cwd = await mkdtemp(join(tmpdir(), 'mcp-accept-docs-'));
  test.after(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(
    join(cwd, 'servers.txt'),
    `${server.url}\nhttp://localhost:${new URL(server.url).port}/mcp\n`,
  );
  const page = readFileSync(join(docs, 'fleet.md'), 'utf8');
  const lines = fencedLines(page, 'shell');
  assert.ok(lines.length >= 6, `${lines.length}`);
  for (const line of lines) {
    assert.match(line, /^npx mcp-accept (fleet|merge) /);
    const { code, stdout, stderr } = await run(line.split(' ').slice(2), { cwd });
    assert.equal(code, 0, `${line}\n${stderr}`);
    assert.match(stdout, /^(\d+ of \d+ servers? connects?|No server was probed)\n/);
  }
});

interface Container {
  args: string[];
  env?: { name: string }[];
}

it('the Kubernetes Job asks for every part once, and what it merges is what it wrote', async () => {
  const text = readFileSync(join(docs, 'ci', 'kubernetes-fleet.yml'), 'utf8');
  const [fleet, merge] = parseAllDocuments(text).map(
    (document) =>
      document.toJS() as { spec: { completions: number; template: { spec: { containers: [Container] } } } },
  );
  const { completions = 0, template } = fleet?.spec ?? {};
  const [{ args = [] } = {} as Partial<Container>] = template?.spec.containers ?? [];
  const at = (index: number): string[] => args.map((word) => word.replaceAll('$(INDEX)', String(index)));
  assert.equal(args[args.indexOf('--shard') + 1], `index:$(INDEX)/${completions}`);
  const written = Array.from({ length: completions }, (_, index) => at(index).at(-1));
  const [{ args: merged = [] } = {} as Partial<Container>] = merge?.spec.template.spec.containers ?? [];
  assert.deepEqual(merged.slice(1, 1 + completions), written);
  // The command line takes both: what fails is only that the list is not there.
  const words = at(completions - 1).map((word) => word.replace('/runs/', `${tmpdir()}/`));
  const { stderr } = await run(words);
  assert.match(stderr, /this list cannot be read/);
});
