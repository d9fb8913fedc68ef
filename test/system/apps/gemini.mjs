/** Gemini CLI: `gemini mcp list` in a folder that is trusted. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed } from '../registry.mjs';
import { listed, named } from './listing.mjs';

/** @returns {import('./index.mjs').App} */
export function gemini(version) {
  return {
    name: `gemini ${version}`,
    profile: `gemini-cli@${version}`,
    look(entries) {
      const begin = async (home) => {
        const settings = join(home, '.gemini');
        await mkdir(settings);
        const mcpServers = named(entries, ({ url, headers }) => ({
          httpUrl: url,
          headers: Object.fromEntries(headers),
        }));
        await writeFile(join(settings, 'settings.json'), JSON.stringify({ mcpServers }));
        await writeFile(join(settings, 'trustedFolders.json'), JSON.stringify({ [home]: 'TRUST_FOLDER' }));
        const script = join(await installed(`@google/gemini-cli@${version}`), 'bundle', 'gemini.js');
        return { command: [process.execPath, script, 'mcp', 'list'] };
      };
      return listed(begin, (name) => new RegExp(`^✓ ${name}: .* Connected`, 'm'), entries);
    },
  };
}
