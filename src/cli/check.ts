import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.js';
import type { FailOn, Recording, RulesetId } from '../model.js';
import { loadProfiles } from '../plan/profiles.js';
import { readRecording } from '../record/stored.js';
import type { Context } from './context.js';
import { reportOn, rulesFor } from './judging.js';
import { publish } from './publish.js';

export interface CheckOptions {
  ruleset?: RulesetId;
  rules?: string;
  failOn?: FailOn;
  format: 'terminal' | 'json';
  output?: string;
}

/** `check`: judges a recording as the probe that made it did. @returns the exit code */
export async function check(context: Context, file: string, options: CheckOptions): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError('the recording cannot be read', {
      where: file,
      found: error.code ?? error.message,
      whatToDo: 'name a file that `probe --record FILE` wrote',
    });
  });
  const recording = readRecording(text, file);
  const asked = {
    ruleset: options.ruleset ?? recording.asked.ruleset,
    failOn: options.failOn ?? recording.asked.failOn,
  };
  const rules = await rulesFor(options.rules ?? null);
  const profiles = recording.asked.clients.length === 0 ? [] : await loadProfiles();
  return publish(
    context,
    judged(recording, file, () => reportOn([recording], rules, asked, profiles)),
    options,
  );
}

/** A recording that looks right and is not: the fault is the file's, not the user's patience. */
function judged<T>(recording: Recording, file: string, judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('the recording is damaged', {
      where: file,
      found: error instanceof Error ? error.message : String(error),
      whatToDo: `make it again with mcp-accept ${recording.tool.version}`,
    });
  }
}
