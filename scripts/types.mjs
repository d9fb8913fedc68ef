// The declarations of the library: what its two entries reach, from build/ to dist/types/.
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * @param from the folder that tsc emitted src/ to
 * @param to the folder that package.json's `types` point into
 * @param entries declaration files below `from`
 */
export function copyTypes(from, to, entries) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    cpSync(file, join(to, relative(from, file)));
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import\()\s*["'](\.[^"']+)\.js["']/g,
    )) {
      visit(`${join(dirname(file), specifier)}.d.ts`);
    }
  };
  for (const entry of entries) visit(join(from, entry));
}
