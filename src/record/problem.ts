import type { UserError } from '../errors.js';
import type { Asked, Recording, Target } from '../model.js';
import { TOOL } from '../tool.js';

/** The recording of a target that could not even be tried: a mistake in its configuration. */
export function problemRecording(
  name: string,
  source: Target['source'],
  { title, detail }: Pick<UserError, 'title' | 'detail'>,
  asked: Asked,
): Recording {
  const { where, found, whatToDo } = detail;
  return {
    schema: 1,
    tool: TOOL,
    startedAt: new Date().toISOString(),
    target: { name, url: '', headers: [], credentials: [], loopback: false, transport: 'http', source },
    asked,
    plan: [],
    flows: [],
    notSent: [],
    replays: [],
    repeats: null,
    network: null,
    traffic: null,
    problem: { title, where: where ?? null, found: found ?? null, whatToDo },
  };
}
