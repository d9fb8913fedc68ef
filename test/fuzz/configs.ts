import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint } from '../../src/cli/lint.js';
import { packageRoot } from '../../src/packageRoot.js';
import { type Fuzzer, hostileIn, outputOf, schemaOf } from './case.js';
import { mutatedText, mutatedWords } from './mutate.js';

const FIXTURES = join(packageRoot, 'fixtures');

/** Configurations of every client with a few slips in each: read, linted and shown, or refused as a mistake. */
export async function configFuzzer(): Promise<Fuzzer> {
  const problemIn = await schemaOf('lint.schema.json');
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-fuzz-'));
  const seeds = [...(await seedsIn('configs')), ...(await seedsIn('lint'))];
  return {
    async run(random, name) {
      const seed = random.pick(seeds);
      const path = join(folder, name, seed.path);
      await mkdir(dirname(path), { recursive: true });
      const mutant = random.once(3) ? mutatedText(seed.text, random) : mutatedWords(seed.text, random);
      await writeFile(path, mutant);
      const asJson = await outputOf((context) => lint(context, path, { format: 'json', color: false }));
      const shown = await outputOf((context) => lint(context, path, { format: 'terminal', color: false }));
      await rm(join(folder, name), { recursive: true });
      if ((asJson === null) !== (shown === null)) return 'is a mistake in one format and none in the other';
      if (asJson === null || shown === null) return null;
      return problemIn(JSON.parse(asJson)) ?? hostileIn(asJson) ?? hostileIn(shown);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The files below a folder per format, under the path that tells their client. */
async function seedsIn(fixtures: string): Promise<{ path: string; text: string }[]> {
  const root = join(FIXTURES, fixtures);
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && /\.(jsonc?|toml|ya?ml)$/.test(entry.name));
  const below = files.filter((entry) => entry.parentPath !== root);
  return Promise.all(
    below.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const [, ...rest] = path.slice(root.length + 1).split('/');
      return { path: rest.join('/'), text: await readFile(path, 'utf8') };
    }),
  );
}
