import type { Stats } from 'node:fs';
import {
  access,
  appendFile,
  chmod,
  chown,
  constants,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../errors.js';

export class WriteError extends Error {
  override readonly name = 'WriteError';
  readonly code: string;
  readonly path: string;

  constructor(path: string, code: string, cause: unknown) {
    super(`cannot write ${path}: ${code}`, { cause });
    this.path = path;
    this.code = code;
  }
}

/**
 * Writes the whole file or nothing of it. A new one is for its owner alone: it may hold what a server said.
 * @throws WriteError with the system's code
 */
export async function toFile(path: string, text: string | Buffer): Promise<void> {
  try {
    const there = await existing(path);
    // A device or a named pipe is written to; replacing it by a file would destroy it.
    if (there !== null && !there.isFile()) {
      await writeFile(path, text);
      return;
    }
    // Renaming would get past the protection of a file that must not be written.
    if (there !== null) await access(path, constants.W_OK);
    // A symbolic link keeps pointing where it points.
    await replace(there === null ? path : await realpath(path), text, there);
  } catch (error) {
    throw new WriteError(path, codeOf(error) || 'UNKNOWN', error);
  }
}

/** Adds to a file. @throws WriteError with the system's code */
export async function append(path: string, text: string): Promise<void> {
  await appendFile(path, text).catch((error: unknown) => {
    throw new WriteError(path, codeOf(error) || 'UNKNOWN', error);
  });
}

/** A file under way: what was added can be read at once. */
export interface Growing {
  add(text: string): Promise<void>;
  /** Adds the last of it, and closes the file. */
  end(text: string): Promise<void>;
}

/**
 * Begins a file anew, or goes on with one.
 * @param keep how much of what is there stays, in bytes
 * @throws WriteError with the system's code
 */
export async function growing(path: string, keep = 0): Promise<Growing> {
  const failed = (error: unknown): never => {
    throw new WriteError(path, codeOf(error) || 'UNKNOWN', error);
  };
  const file = await open(path, keep === 0 ? 'w' : 'a', 0o600).catch(failed);
  if (keep > 0) await file.truncate(keep).catch(failed);
  // One after the other, in the order in which they came.
  let last: Promise<unknown> = Promise.resolve();
  const add = (text: string): Promise<void> => {
    const added = last.then(() => file.appendFile(text)).catch(failed);
    last = added.catch(() => undefined);
    return added;
  };
  return {
    add,
    end: (text) => add(text).finally(() => file.close()),
  };
}

/**
 * Writes a file that is not there yet, and the folders that lead to it.
 * @param mode the rights that it has at most
 * @throws WriteError with the system's code, `EEXIST` where it is there after all
 */
export async function create(path: string, text: string, mode = 0o666): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx', mode });
  } catch (error) {
    throw new WriteError(path, codeOf(error) || 'UNKNOWN', error);
  }
}

async function existing(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Changes a file that was read before, and keeps it as it was in `FILE.bak`; a backup that is there
 * already, and says something else, is never overwritten.
 *
 * @param atMost rights beyond these are taken from it: what is written may be more secret than what was there
 * @returns the path of the backup
 * @throws WriteError with the system's code, or `CHANGED` where the file is not what was read any more
 */
export async function rewrite(path: string, before: string, after: string, atMost = 0o7777): Promise<string> {
  try {
    await access(path, constants.W_OK);
    const there = await stat(path);
    await refuseChanged(path, before);
    const backup = await backUp(path, before, there);
    try {
      // Once more: it is the last moment at which nothing is lost.
      await refuseChanged(path, before);
      await replace(await realpath(path), after, there, atMost);
    } catch (error) {
      if (backup.isNew) await rm(backup.path, { force: true });
      throw error;
    }
    return backup.path;
  } catch (error) {
    throw error instanceof WriteError ? error : new WriteError(path, codeOf(error) || 'UNKNOWN', error);
  }
}

async function refuseChanged(path: string, before: string): Promise<void> {
  const now = await readFile(path);
  if (!now.equals(Buffer.from(before))) throw new WriteError(path, 'CHANGED', null);
}

async function backUp(path: string, text: string, like: Stats): Promise<{ path: string; isNew: boolean }> {
  for (let count = 0; ; count += 1) {
    const backup = `${path}.bak${count === 0 ? '' : `.${count}`}`;
    try {
      // Nobody else may read it before it has the rights of the file: there may be secrets in it.
      await writeFile(backup, text, { flag: 'wx', mode: 0o600 });
      await makeLike(backup, like);
      return { path: backup, isNew: true };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const there = await readFile(backup).catch(() => null);
      if (there?.equals(Buffer.from(text)) === true) return { path: backup, isNew: false };
    }
  }
}

async function replace(
  path: string,
  text: string | Buffer,
  like: Stats | null,
  atMost = 0o7777,
): Promise<void> {
  const temporary = join(dirname(path), `.mcp-accept-${crypto.randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx', mode: 0o600 });
    if (like !== null) await makeLike(temporary, like, atMost);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The rights of the file that it stands for, and its owner where we may say so (root may). */
async function makeLike(path: string, { mode, uid, gid }: Stats, atMost = 0o7777): Promise<void> {
  const own = await stat(path);
  if (own.uid !== uid || own.gid !== gid) await chown(path, uid, gid).catch(() => undefined);
  await chmod(path, mode & atMost);
}
