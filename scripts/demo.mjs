// The main job on the built-in server: a healthy persona and a faulty one. Exits 0 when both verdicts
// are the expected ones.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bin', 'mcp-accept.js');
const expected = { strict: 0, faulty: 1 };

const wrong = Object.entries(expected).filter(([persona, code]) => {
  console.log(`\n$ mcp-accept probe --demo ${persona}\n`);
  const { status } = spawnSync(process.execPath, [bin, 'probe', '--demo', persona], { stdio: 'inherit' });
  console.log(`\nexit code ${status}, expected ${code}`);
  return status !== code;
});
process.exit(wrong.length === 0 ? 0 : 1);
