import { forCommand } from '../../report/media.js';
import { createWriter } from '../../report/writer.js';
import { createProgram } from '../program.js';
import { inputsIn } from './inputs.js';
import { asOutputFile, outputsOf } from './outputs.js';

/**
 * What `action.yml` starts, on GitHub's runner: the command that the inputs ask for, its annotations and summary, and
 * outputs for later steps.
 *
 * @returns the exit code
 */
export async function runAction(process: NodeJS.Process): Promise<number> {
  const { env } = process;
  const inputs = inputsIn(env);
  const writer = createWriter(process);
  for (const secret of inputs.secrets) await writer.out(`::add-mask::${forCommand(secret)}\n`);
  const [node = '', script = ''] = process.argv;
  const code = await createProgram(process).run([node, script, ...inputs.words]);
  const { readReport } = await import('../asking.js');
  const report = await readReport(inputs.paths.json).catch(() => null);
  const file = env['GITHUB_OUTPUT'];
  if (file !== undefined) await writer.append(file, asOutputFile(outputsOf(report, code, inputs)));
  return code;
}
