import { type Context, createContext, Script } from 'node:vm';

export class TookTooLong extends Error {}

/**
 * Does what awaits nothing, and gives it up where it takes longer than this: a regular expression too.
 * @throws {TookTooLong}, or what the work throws
 */
export function within<T>(ms: number, work: () => T): T {
  room ??= { script: new Script('work()'), context: createContext({ work: null }) };
  let done: { value: T } | null = null;
  room.context['work'] = () => {
    done = { value: work() };
  };
  try {
    room.script.runInContext(room.context, { timeout: ms });
  } catch (error) {
    if (isTimeout(error)) throw new TookTooLong();
    throw error;
  }
  return finished<T>(done);
}

/** Only node:vm can end what awaits nothing; one context serves every call. */
let room: { script: Script; context: Context } | null = null;

/** It is an error of that context, so no `Error` of this one. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function finished<T>(done: { value: T } | null): T {
  if (done === null) throw new TookTooLong();
  return done.value;
}
