/** Claude Code: `claude mcp list` in a project that is trusted. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installed } from '../registry.mjs';
import { listed, named } from './listing.mjs';

const ENV = {
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  MCP_TIMEOUT: '20000',
};

/** @returns {import('./index.mjs').App} */
export function claude(version, oldest) {
  return {
    name: `claude ${version}`,
    profile: `claude-code@${oldest}`,
    look(entries) {
      const begin = async (home) => {
        const project = join(home, 'project');
        await mkdir(project);
        await mkdir(join(home, '.claude'));
        const mcpServers = named(entries, ({ url, headers }) => ({
          type: 'http',
          url,
          headers: Object.fromEntries(headers),
        }));
        await write(join(project, '.mcp.json'), { mcpServers });
        await write(join(home, '.claude.json'), {
          hasCompletedOnboarding: true,
          projects: { [project]: { hasTrustDialogAccepted: true } },
        });
        await write(join(home, '.claude', 'settings.json'), { enableAllProjectMcpServers: true });
        return { command: [...(await commandOf(version)), 'mcp', 'list'], cwd: project, env: ENV };
      };
      return listed(begin, (name) => new RegExp(`^${name}: .*[✓✔] Connected`, 'm'), entries);
    },
  };
}

/** A script up to 2.0, then a program for each system. */
async function commandOf(version) {
  if (/^[12]\.0\./.test(version)) {
    return [process.execPath, join(await installed(`@anthropic-ai/claude-code@${version}`), 'cli.js')];
  }
  const { platform, arch } = process;
  return [join(await installed(`@anthropic-ai/claude-code-${platform}-${arch}@${version}`), 'claude')];
}

function write(file, value) {
  return writeFile(file, JSON.stringify(value));
}
