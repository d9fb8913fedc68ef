// Keeps what GitHub's runner starts, action/lib/, the same as dist/; `--check` says whether it is.
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What only who imports the package reads. */
const LIBRARY = ['index.js', 'library', 'judge.js', 'knowledge.js', 'types'].map((name) =>
  join(root, 'dist', name),
);
const isRunners = (path) => !LIBRARY.some((own) => path === own || path.startsWith(`${own}/`));
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
  cpSync(built, kept, { recursive: true, filter: isRunners });
}

function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter(
    (name) => isRunners(join(folder, name)) && statSync(join(folder, name)).isFile(),
  );
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}
