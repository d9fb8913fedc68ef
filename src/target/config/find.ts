import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The nearest `.mcp.json`, in this folder or one above; null where there is none. */
export async function nearestConfig(cwd: string): Promise<string | null> {
  const folder = resolve(cwd);
  const path = join(folder, '.mcp.json');
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) return path;
  return dirname(folder) === folder ? null : nearestConfig(dirname(folder));
}
