/** Real servers in versions that are not kept: pinned, built, and measured like the others. */
import { build } from '../system/builds.mjs';
import { pinned } from '../system/pins.mjs';
import { programs } from '../system/programs.mjs';
import { modesOf } from '../system/servers.mjs';
import { serve } from '../system/start.mjs';

/**
 * @param {string} wanted `mcp@1.31.0`, `mcp@newest`
 * @returns {Promise<{ server: import('./roster.mjs').InteropServer, near: string }[]>} in each mode of the nearest
 *   version, with the name of the server that it is to be compared with
 */
export async function inVersion(wanted) {
  const [library, version] = wanted.split('@');
  const near = nearest(library, version);
  if (near === undefined) throw new Error(`no program here is called ${library}`);
  const program = pinned(near, version);
  const command = await build(program);
  return modesOf(near.name).map((mode) => ({
    near: `${near.name} ${mode}`,
    server: {
      name: `${program.name} ${mode}`,
      skip: false,
      token: null,
      diesOfDelete: false,
      start: () => serve(command, mode),
    },
  }));
}

/** The newest that is not newer than the wanted one, else the oldest; they are listed from old to new. */
function nearest(library, version) {
  const own = programs.filter(({ name }) => name.split(' ')[0] === library && modesOf(name).length > 0);
  if (version === 'newest') return own.at(-1);
  return own.findLast(({ name }) => ordered(name.split(' ')[1], version) <= 0) ?? own[0];
}

function ordered(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return left.map((part, at) => part - (right[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
