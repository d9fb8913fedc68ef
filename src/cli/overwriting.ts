import { stat } from 'node:fs/promises';
import { UserError } from '../errors.js';
import { refusePipe } from '../readText.js';

/**
 * Nothing that is read may be written over: a report would take the place of a user's configuration.
 *
 * @param read,written paths as the user named them
 * @throws {UserError} where one of `written` is one of `read`, be it by a link or by another spelling, or a
 * named pipe, which may wait for a reader without end
 */
export async function refuseOverwriting(
  read: readonly (string | undefined)[],
  written: readonly (string | undefined)[],
): Promise<void> {
  for (const path of written) {
    if (path !== undefined) await refusePipe(path, 'this file cannot be written', '/dev/stdout');
  }
  const inputs = await Promise.all(read.map(identityOf));
  for (const path of written) {
    const identity = await identityOf(path);
    if (path === undefined || identity === null || !inputs.includes(identity)) continue;
    throw new UserError('this file is read, and would be written over', {
      where: path,
      whatToDo: 'name another file for --output, --report or --record; nothing was sent or written',
    });
  }
}

/** Which file it is; null where there is none yet, or it is a device or a pipe, which keeps nothing. */
async function identityOf(path: string | undefined): Promise<string | null> {
  const found = path === undefined ? null : await stat(path, { bigint: true }).catch(() => null);
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : null;
}
