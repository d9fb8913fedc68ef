import { EXIT } from '../../errors.js';
import { createProgram } from '../program.js';

/** What `.pre-commit-hooks.yaml` starts: each of the files by itself, a line per finding. @returns the worst exit code */
export async function lintAll(process: NodeJS.Process): Promise<number> {
  const [node = '', script = '', ...files] = process.argv;
  let worst: number = EXIT.clean;
  for (const file of files) {
    worst = Math.max(worst, await createProgram(process).run([node, script, 'lint', file, '--quiet']));
  }
  return worst;
}
