// Keeps what GitHub's runner starts, action/lib/, the same as dist/; `--check` says whether it is.
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [built, kept] = [join(root, 'dist'), join(root, 'action', 'lib')];

if (process.argv.includes('--check')) {
  const [now, then] = [filesIn(built), filesIn(kept)];
  const same = now.size === then.size && [...now].every(([name, text]) => then.get(name)?.equals(text));
  if (!same) {
    process.stderr.write(
      'error: action/lib is not what the sources build\n  do:    npm run action, and commit it\n',
    );
    process.exit(1);
  }
} else {
  rmSync(kept, { recursive: true, force: true });
  cpSync(built, kept, { recursive: true });
}

function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}
