import { codeOf } from '../errors.js';
import { append, create, type Growing, growing, rewrite, toFile } from './files.js';

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
  toFile(path: string, text: string | Buffer): Promise<void>;
  /**
   * Begins a file that is written bit by bit, and can be read meanwhile.
   *
   * @param keep how much of what is there stays, in bytes: none if not said
   * @throws WriteError with the system's code
   */
  growing(path: string, keep?: number): Promise<Growing>;
  /** Adds to a file that others write to as well. @throws WriteError with the system's code */
  append(path: string, text: string): Promise<void>;
  /**
   * Writes a file that is not there yet, and the folders that lead to it.
   *
   * @param mode the rights that it has at most
   * @throws WriteError, also with `EEXIST`: it is there after all
   */
  create(path: string, text: string, mode?: number): Promise<void>;
  /**
   * Changes a file that was read before, and keeps it as it was in a file beside it.
   *
   * @param atMost rights beyond these are taken from it
   * @returns the path of the backup
   * @throws WriteError, also with `CHANGED`: the file is not what was read any more
   */
  rewrite(path: string, before: string, after: string, atMost?: number): Promise<string>;
}

export function createWriter(streams: {
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}): Writer {
  return {
    out: writing(streams.stdout),
    err: writing(streams.stderr),
    toFile,
    growing,
    append,
    create,
    rewrite,
  };
}

/**
 * Some terminals take these for commands. Every renderer escapes what others said in the way of its format; what
 * any of them forgets ends here, in a spelling that JSON reads as the same.
 */
const C1 = /[\x80-\x9f]/g;

function asEscape(control: string): string {
  return `\\u00${control.charCodeAt(0).toString(16)}`;
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
      stream.write(text.replace(C1, asEscape), (error) => {
        closed ||= isClosed(error);
        if (error && !isClosed(error)) reject(error);
        else resolve();
      });
    });
}

function isClosed(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'].includes(codeOf(error));
}
