import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dialect, DialectRemedy, Json, Remedy } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { asFile, metaSchema } from './load.js';
import type { Remedies } from './stepRemedies.js';

/**
 * Reads `rules/remedies/`: a folder for each remedy, in it what it is in every dialect, and the code of each.
 * @throws {UserError} naming file and pointer, for the first that is none
 */
export async function loadRemedies(dir = join(packageRoot, 'rules', 'remedies')): Promise<Remedies> {
  const isRemedy = await metaSchema<Remedy>('remedy.schema.json');
  const found = await Promise.all(
    (await readdir(dir)).sort().map(async (id): Promise<[string, Remedy]> => {
      const path = join(dir, id, `${id}.json`);
      const remedy = asFile(
        isRemedy,
        JSON.parse(await readFile(path, 'utf8')) as Json,
        path,
        'remedy.schema.json',
      );
      return [id, await withCode(remedy, join(dir, id))];
    }),
  );
  return Object.fromEntries(found);
}

/** In its file, `code` is the name of a file beside it. */
async function withCode(remedy: Remedy, dir: string): Promise<Remedy> {
  const entries = Object.entries(remedy.dialects) as [Dialect, DialectRemedy][];
  const read = entries.map(async ([dialect, one]): Promise<[Dialect, DialectRemedy]> => {
    const code = one.code === null ? null : (await readFile(join(dir, one.code), 'utf8')).trimEnd();
    return [dialect, { ...one, code }];
  });
  return { ...remedy, dialects: Object.fromEntries(await Promise.all(read)) };
}
