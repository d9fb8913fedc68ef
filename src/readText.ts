import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf, UserError } from './errors.js';
import { masked } from './secrets/mask.js';

/** 16 MiB: `~/.claude.json` grows to some. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The text of a file that a person wrote.
 * @param what it is, for messages: `this configuration`
 * @param largest in bytes; by default more than `~/.claude.json` grows to
 * @throws {UserError} where it cannot be read, is no UTF-8, or no such file at all by its size
 */
export async function readText(path: string, what: string, largest = LARGEST): Promise<string> {
  return asText(await readBytes(path, what, largest), path, what);
}

/** The text of bytes that were read from there. @throws {UserError} where they are no UTF-8 */
export function asText(bytes: Buffer, path: string, what: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw notUtf8(path, what, 'UTF-16');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notUtf8(path, what, 'bytes that are no UTF-8');
  }
}

/**
 * The bytes of a file, read piece by piece: the size of a pipe or a device is not known beforehand.
 * @throws {UserError} where it cannot be read, or is larger
 */
export async function readBytes(path: string, what: string, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  await refusePipe(path, `${what} cannot be read`, '/dev/stdin');
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > largest) throw tooLarge(path, what, largest);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(path, what, error);
  }
  return Buffer.concat(chunks);
}

/** What the shell has opened already, as `<(command)` has: somebody is at the other end. */
const OPENED = /^\/(dev\/std(in|out|err)|dev\/fd\/\d+|proc\/(self|\d+)\/fd\/\d+)$/;

/**
 * Nobody may be at the other end of a named pipe, and opening it would wait for them without end.
 * @param device what does the same by the shell
 * @throws {UserError} where the path is one
 */
export async function refusePipe(path: string, title: string, device: string): Promise<void> {
  if (OPENED.test(resolve(path))) return;
  const found = await stat(path).catch(() => null);
  if (found?.isFIFO() !== true) return;
  throw new UserError(title, {
    where: path,
    found: 'a named pipe',
    whatToDo: `name a file, or ${device}`,
  });
}

const WHY: Record<string, { found: string; whatToDo: string }> = {
  ENOENT: { found: 'no such file', whatToDo: 'check the path' },
  ENOTDIR: { found: 'no such file', whatToDo: 'check the path' },
  EISDIR: { found: 'a directory', whatToDo: 'name the file in it' },
  EACCES: { found: 'no permission to read it', whatToDo: 'let this user read it (chmod u+r)' },
  EPERM: { found: 'no permission to read it', whatToDo: 'let this user read it' },
  ELOOP: { found: 'links that lead in a circle', whatToDo: 'name the file itself' },
};

/** Why a file cannot be read, in words. */
export function unreadable(path: string, what: string, error: unknown): UserError {
  if (/^https?:\/\//i.test(path)) {
    const url = masked(path);
    return new UserError('this is a URL, not a file', { found: url, whatToDo: `mcp-accept probe ${url}` });
  }
  const code = codeOf(error);
  const why = WHY[code] ?? { found: code === '' ? 'another failure' : code, whatToDo: 'check the path' };
  return new UserError(`${what} cannot be read`, { where: path, ...why });
}

function tooLarge(path: string, what: string, largest: number): UserError {
  const most = `${largest / 1024 / 1024} MiB`;
  return new UserError(`${what} is too large`, {
    where: path,
    found: `more than ${most}`,
    whatToDo: 'check the path: none of this size is written',
  });
}

function notUtf8(path: string, what: string, found: string): UserError {
  return new UserError(`${what} is not UTF-8`, {
    where: path,
    found,
    whatToDo: 'save it as UTF-8, as clients expect it',
  });
}
