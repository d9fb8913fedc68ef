/** xmcp: tools from a folder, compiled into one file with the TypeScript SDK 2.x in it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { main } from './program.mjs';

const PROJECT = {
  'xmcp.config.ts':
    "export default { http: { host: '127.0.0.1', port: 0 }, paths: { prompts: false, resources: false } };\n",
  'tsconfig.json':
    '{ "compilerOptions": { "moduleResolution": "bundler", "module": "esnext", "skipLibCheck": true } }\n',
  'src/tools/ready.ts': `export const metadata = { name: 'ready', description: 'Says yes' };
export const schema = {};
export default () => 'yes';
`,
};
const CLI = fileURLToPath(new URL('node_modules/xmcp/dist/cli.js', import.meta.url));

function build() {
  const folder = new URL('./', import.meta.url);
  mkdirSync(new URL('src/tools/', folder), { recursive: true });
  for (const [file, text] of Object.entries(PROJECT)) writeFileSync(new URL(file, folder), text);
  execFileSync(process.execPath, [CLI, 'build'], { cwd: fileURLToPath(folder), stdio: 'inherit' });
}

/**
 * What was compiled listens as soon as it is loaded, at the port that was compiled in: at 0 only it knows which. Before
 * that it tries the port with a server that it closes at once.
 */
async function serve() {
  const { listen } = Server.prototype;
  const url = new Promise((resolve) => {
    Server.prototype.listen = function (...words) {
      this.once('listening', () => {
        const at = this.address();
        if (at !== null) resolve(`http://127.0.0.1:${at.port}/mcp`);
      });
      return listen.apply(this, words);
    };
  });
  await import('./dist/http.js');
  return url;
}

await main({ build, serve });
