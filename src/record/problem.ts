import { EXIT, type UserError } from '../errors.js';
import { MADE_BY } from '../madeBy.js';
import type { Asked, Recording, Target } from '../model.js';
import { RECORDED_STRAIGHT } from '../targets/straight.js';

/** The recording of a target that could not even be tried: its configuration is wrong, or not enough. */
export function problemRecording(
  name: string,
  source: Target['source'],
  { title, detail, exitCode }: Pick<UserError, 'title' | 'detail' | 'exitCode'>,
  asked: Asked,
): Recording {
  const { where, found, whatToDo } = detail;
  return {
    schema: 1,
    tool: MADE_BY,
    startedAt: new Date().toISOString(),
    target: { name, url: '', headers: [], credentials: [], loopback: false, transport: 'http', source },
    asked,
    plan: [],
    flows: [],
    notSent: [],
    replays: [],
    repeats: null,
    route: RECORDED_STRAIGHT,
    network: null,
    redirects: [],
    traffic: null,
    problem: {
      mistake: exitCode === EXIT.usage,
      title,
      where: where ?? null,
      found: found ?? null,
      whatToDo,
    },
    cutShort: null,
  };
}
