import { access, chmod, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The one place that writes. */
export interface Writer {
  /** Resolves when the text has left the process, so that a pipe never gets half of it. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /**
   * Writes the whole file or nothing of it.
   *
   * @throws WriteError with the system's code (`ENOENT`, `EACCES`, `EISDIR`)
   */
  toFile(path: string, text: string): Promise<void>;
}

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

export function createWriter(streams: {
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}): Writer {
  return { out: writing(streams.stdout), err: writing(streams.stderr), toFile };
}

/** Someone who stops reading (`| head`) is no error: the rest is dropped quietly. */
function writing(stream: NodeJS.WritableStream): (text: string) => Promise<void> {
  let closed = false;
  // Without a listener a broken pipe would end the process with a stack trace. Other errors reach
  // the caller through the callback of `write`.
  stream.on('error', (error) => {
    closed ||= isClosed(error);
  });
  return (text) =>
    new Promise((resolve, reject) => {
      if (closed || text === '') {
        resolve();
        return;
      }
      stream.write(text, (error) => {
        closed ||= isClosed(error);
        if (error && !isClosed(error)) reject(error);
        else resolve();
      });
    });
}

function isClosed(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'].includes(codeOf(error));
}

async function toFile(path: string, text: string): Promise<void> {
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
    await replace(there === null ? path : await realpath(path), text, there?.mode);
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

async function replace(path: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = join(dirname(path), `.mcp-accept-${crypto.randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
