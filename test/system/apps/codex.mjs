/** Codex: its app server, asked over stdio for the state of each MCP server. `codex mcp list` connects to none. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inGroup } from '../../realClients/group.mjs';
import { answerTo, messagesOf } from '../../realClients/messages.mjs';
import { installed } from '../registry.mjs';
import { nameOf } from './listing.mjs';

const LIMIT_MS = 90_000;
const PATIENCE_S = 15;

/** @returns {import('./index.mjs').App} */
export function codex(version) {
  return {
    name: `codex ${version}`,
    profile: `codex@${version}`,
    look(entries) {
      const begin = async (home) => {
        await mkdir(join(home, '.codex'));
        await writeFile(join(home, '.codex', 'config.toml'), entries.map(table).join('\n'));
        return { command: [await programOf(version), 'app-server'] };
      };
      return inGroup(begin, LIMIT_MS, async (child) => {
        const messages = messagesOf(child.stdout);
        const say = (message) => child.stdin.write(`${JSON.stringify(message)}\n`);
        child.stdin.on('error', () => {}); // it has ended, and its exit says so
        say({
          id: 1,
          method: 'initialize',
          params: { clientInfo: { name: 'real-client', version: '1.0.0' } },
        });
        await answerTo(messages, 1);
        say({ method: 'initialized' });
        say({
          id: 2,
          method: 'mcpServerStatus/list',
          params: { limit: entries.length, detail: 'toolsAndAuthOnly' },
        });
        const { data } = await answerTo(messages, 2);
        return entries.map((_, index) => {
          const found = data.find(({ name }) => name === nameOf(index));
          if (found === undefined) throw new Error(`no word on ${nameOf(index)}`);
          return Object.keys(found.tools).length > 0;
        });
      });
    },
  };
}

/** JSON's strings are strings of TOML too. */
function table({ url, headers }, index) {
  const pairs = headers.map(([name, value]) => `${JSON.stringify(name)} = ${JSON.stringify(value)}`);
  return [
    `[mcp_servers.${nameOf(index)}]`,
    `url = ${JSON.stringify(url)}`,
    `http_headers = { ${pairs.join(', ')} }`,
    `startup_timeout_sec = ${PATIENCE_S}`,
    '',
  ].join('\n');
}

/** The package of a system has one folder, named as its compiler calls that. */
async function programOf(version) {
  const { platform, arch } = process;
  const vendor = join(await installed(`@openai/codex@${version}-${platform}-${arch}`), 'vendor');
  const [target] = await readdir(vendor);
  return join(vendor, target, 'bin', 'codex');
}
