import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: the nearest one above that holds the rules' schemas. */
export const packageRoot = find(dirname(fileURLToPath(import.meta.url)));

function find(dir: string): string {
  if (existsSync(join(dir, 'rules', 'schema'))) return dir;
  const parent = dirname(dir);
  if (parent === dir) throw new Error('the rules of mcp-accept are not where they were installed');
  return find(parent);
}
