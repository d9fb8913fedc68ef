import { cp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The inspector's command line: the file that its `--cli` starts. It reads the `package.json` of the
 * repository that it comes from, two folders up, so it is given a place where there is one.
 *
 * @param home an empty folder
 */
export async function inspectorIn(home) {
  const installed = file('@modelcontextprotocol/inspector-cli');
  await cp(join(installed, 'build'), join(home, 'cli', 'build'), { recursive: true });
  await writeFile(join(home, 'package.json'), '{"name":"inspector","version":"1.0.3"}');
  await writeFile(join(home, 'cli', 'package.json'), '{"type":"module"}');
  await symlink(join(installed, 'node_modules'), join(home, 'cli', 'node_modules'), 'junction');
  await symlink(file(''), join(home, 'node_modules'), 'junction');
  return join(home, 'cli', 'build', 'index.js');
}

/** A file of an installed package, whatever its `exports` say. */
export function file(path) {
  return fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
}
