/** opencode: `opencode mcp list`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed } from '../registry.mjs';
import { listed, named } from './listing.mjs';

/** @returns {import('./index.mjs').App} */
export function opencode(version) {
  return {
    name: `opencode ${version}`,
    profile: `opencode@${version}`,
    look(entries) {
      const begin = async (home) => {
        const mcp = named(entries, ({ url, headers }) => ({
          type: 'remote',
          url,
          headers: Object.fromEntries(headers),
        }));
        await writeFile(join(home, 'opencode.json'), JSON.stringify({ mcp, autoupdate: false }));
        const folder = await installed(`opencode-${process.platform}-${process.arch}@${version}`);
        return { command: [join(folder, 'bin', 'opencode'), 'mcp', 'list'] };
      };
      return listed(begin, (name) => new RegExp(`✓ ${name} connected`), entries);
    },
  };
}
