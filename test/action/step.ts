import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/packageRoot.js';

/** What a step of a job left behind. */
export interface Step {
  code: number;
  log: string;
  outputs: Record<string, string>;
  summary: string;
}

/** What a tag's checkout has of us that the action needs: no `node_modules`, no `dist`. */
export async function checkOut(to: string): Promise<void> {
  const copy = (from: string, name = from) =>
    cp(join(packageRoot, from), join(to, name), { recursive: true });
  await Promise.all([copy('action.yml'), copy('package.json'), copy('rules'), copy('fixtures/servers')]);
  await copy('action/index.js');
  await copy('action/pre-commit.js');
  await copy('dist', 'action/lib');
}

let steps = 0;

/** Runs it with these inputs. @param more of the environment */
export async function runStep(
  folder: string,
  inputs: Record<string, string>,
  more: Record<string, string> = {},
): Promise<Step> {
  steps += 1;
  const temp = join(folder, `temp-${steps}`);
  await mkdir(temp);
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  await Promise.all([writeFile(output, 'before=1\n'), writeFile(summary, '')]);
  const env = {
    PATH: process.env['PATH'],
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: folder,
    GITHUB_WORKFLOW_REF: 'octo/repo/.github/workflows/ci.yml@refs/heads/main',
    RUNNER_TEMP: temp,
    ...more,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value])),
  };
  const { code, log } = await exec(process.execPath, [join(folder, 'action', 'index.js')], {
    cwd: folder,
    env,
  });
  const text = await readFile(output, 'utf8');
  assert.ok(text.startsWith('before=1\n'));
  return { code, log, outputs: outputsIn(text), summary: await readFile(summary, 'utf8') };
}

/** As the runner reads them: `name<<END`, lines, `END`. */
function outputsIn(text: string): Record<string, string> {
  const found = [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name = '', , value = '']) => [name, value]));
}

/** @returns all that it says, and its exit code */
export function exec(file: string, words: string[], options: object): Promise<{ code: number; log: string }> {
  return new Promise((resolve) => {
    execFile(file, words, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, log: String(stdout) + String(stderr) });
    });
  });
}
