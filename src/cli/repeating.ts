import { UserError } from '../errors.js';
import type { Repeating } from '../record/repeater.js';

export interface RepeatOptions {
  repeat?: number;
  idle?: number;
  reuseSession?: true;
  parallel?: number;
  failUnder?: number;
}

/** What was asked of repeated handshakes; null: none. @throws {UserError} where only half of it was asked */
export function repeatAsked(
  options: RepeatOptions,
  { givesUp }: Pick<Repeating, 'givesUp'>,
): Pick<Repeating, 'asked' | 'givesUp'> | null {
  const { repeat, idle, reuseSession, parallel, failUnder } = options;
  const given = {
    '--idle': idle,
    '--reuse-session': reuseSession,
    '--parallel': parallel,
    '--fail-under': failUnder,
  };
  const [stray] = Object.entries(given).filter(([, value]) => value !== undefined);
  if (repeat === undefined) {
    if (stray === undefined) return null;
    throw new UserError(`${stray[0]} says how handshakes are repeated, and none are`, {
      whatToDo: `add --repeat 30, or leave ${stray[0]} out`,
    });
  }
  return {
    asked: {
      tries: repeat,
      idleMs: idle ?? 0,
      reuseSession: reuseSession === true,
      parallel: parallel ?? 1,
      failUnder: failUnder ?? null,
    },
    givesUp,
  };
}
