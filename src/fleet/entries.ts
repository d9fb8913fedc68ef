import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { UserError } from '../errors.js';
import { refusePipe, unreadable } from '../readText.js';
import { type Choice, chosenEntries } from '../run/choose.js';
import { openConfig } from '../run/openConfig.js';
import { targetFromUrl, type UrlOptions } from '../targets/fromUrl.js';
import { listedTarget } from '../targets/list/line.js';
import { linesOf, type TextLine } from '../targets/list/lines.js';

/** What one line of a list, or one server of a configuration, comes to. */
export type FleetEntry = FleetTarget | { mistake: UserError };

export interface FleetTarget {
  mistake: null;
  /** By what it is known again. */
  id: string;
  host: string;
  choice: Choice & { target: object };
  /** How much of the list comes before the next one: 0 to 1; null: nobody knows how long it is. */
  share: number | null;
}

/** What a list is read with. */
export interface Reading extends UrlOptions {
  /** Whose configuration it is; undefined: its path tells. */
  client: string | undefined;
  stdin: AsyncIterable<Buffer | string>;
  /** Said of a configuration whose client was guessed. */
  say: (line: string) => Promise<void>;
}

const WHAT = 'this list';
/** What is kept of a line, in bytes: a URL with headers is a hundredth of it. */
const LINE = 64 * 1024;
const CONFIGURATIONS = ['.json', '.jsonc', '.toml', '.yaml', '.yml'];

/**
 * The targets of a file, as they are read: of a list, in constant memory, or of a client's configuration.
 * @param file a path; `-` is stdin
 * @throws {UserError} where it cannot be read; what is wrong with one line is an entry
 */
export async function* entriesOf(file: string, reading: Reading): AsyncGenerator<FleetEntry> {
  if (file === '-') {
    yield* listed('stdin', reading.stdin, null, reading);
    return;
  }
  await refusePipe(file, `${WHAT} cannot be read`, '-');
  if (await isConfiguration(file)) {
    yield* configured(file, reading);
    return;
  }
  const { size } = await inspected(file);
  try {
    yield* listed(file, createReadStream(file), size, reading);
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, WHAT, error);
  }
}

async function* listed(
  name: string,
  chunks: AsyncIterable<Buffer | string>,
  size: number | null,
  reading: Reading,
): AsyncGenerator<FleetEntry> {
  for await (const line of linesOf(chunks, LINE)) {
    const where = `${name}:${line.number}`;
    try {
      const target = targetIn(line, where, reading);
      if (target !== null) yield { ...target, share: size === null ? null : Math.min(1, line.end / size) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield { mistake: new UserError(error.title, { ...error.detail, where }) };
    }
  }
}

function targetIn(
  { text, long }: TextLine,
  where: string,
  reading: Reading,
): Omit<FleetTarget, 'share'> | null {
  if (long) {
    throw new UserError('this line is too long', {
      where,
      found: `more than ${LINE / 1024} KiB`,
      whatToDo: 'write one target a line',
    });
  }
  const found = listedTarget(text, where);
  if (found === null) return null;
  const target = targetFromUrl(found.url, { ...reading, headers: [...reading.headers, ...found.headers] });
  const id = found.name ?? target.shownUrl;
  return {
    mistake: null,
    id,
    host: hostOf(target.url),
    choice: { target: { ...target, name: id }, problem: null },
  };
}

async function* configured(
  file: string,
  { env, client, say, credentials }: Reading,
): AsyncGenerator<FleetEntry> {
  const opened = await openConfig(file, { cwd: '.', env, client, say });
  const { entries } = chosenEntries(opened.file, { server: null, credentials });
  for (const [at, choice] of entries.entries()) {
    if (choice.target === null) {
      yield { mistake: choice.problem };
      continue;
    }
    const { target } = choice;
    const id = `${opened.file.path}#${target.name}`;
    yield { mistake: null, id, host: hostOf(target.url), choice, share: (at + 1) / entries.length };
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.toLowerCase();
}

/** Said by its name, unless what stands in it is a list all the same: NDJSON is often called `.json`. */
async function isConfiguration(file: string): Promise<boolean> {
  if (!CONFIGURATIONS.includes(extname(file).toLowerCase())) return false;
  const { head } = await inspected(file);
  const first = head.split('\n').find((line) => !/^\s*(#.*)?$/.test(line)) ?? '';
  return !/^\s*(https?:\/\/|\{\s*"(url|name|headers)"\s*:.*\}\s*$)/.test(first);
}

async function inspected(file: string): Promise<{ size: number; head: string }> {
  const handle = await open(file).catch((error: unknown) => {
    throw unreadable(file, WHAT, error);
  });
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LINE), 0, LINE, 0);
    return { size, head: buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '') };
  } catch (error) {
    throw unreadable(file, WHAT, error);
  } finally {
    await handle.close();
  }
}
