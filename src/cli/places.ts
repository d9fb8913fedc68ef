import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailOn, Recording } from '../model.js';
import type { FilePlace, Run } from '../report/run.js';

/** What stands behind a report: the recordings, and where each target is written down. */
export async function runBehind(
  recordings: readonly Recording[],
  failOn: FailOn,
  env: NodeJS.ProcessEnv,
): Promise<Run> {
  const workflow = await workflowIn(env);
  const places = recordings.map(({ target: { source, url } }): FilePlace | null => {
    if (source === null) return workflow === null || url === '' ? null : placeIn(workflow, url);
    return source.place === undefined ? null : { file: source.file, ...source.place };
  });
  return { recordings, failOn, places };
}

interface Text {
  file: string;
  text: string;
}

/** The workflow file that runs this, where GitHub says so and it is checked out. */
async function workflowIn(env: NodeJS.ProcessEnv): Promise<Text | null> {
  const file = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
  const root = env['GITHUB_WORKSPACE'];
  if (file === undefined || root === undefined || file.split('/').includes('..')) return null;
  const text = await readFile(join(root, file), 'utf8').catch(() => null);
  return text === null ? null : { file, text };
}

/** Where a URL stands as it is, and nowhere else: a URL from a variable stands in no file. */
function placeIn({ file, text }: Text, url: string): FilePlace | null {
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const column = line.indexOf(url);
    const next = line[column + url.length] ?? '';
    if (column >= 0 && !/[\w/?#%&=.-]/.test(next)) return { file, line: at + 1, column: column + 1 };
  }
  return null;
}
