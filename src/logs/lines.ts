import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Of a longer line only the beginning is looked at: what asks and what is answered stands there. */
const LONGEST = 16 * 1024;
const RETURN = 13;
const GZIP = [0x1f, 0x8b];

/**
 * Goes through the lines of a file, `.gz` or not, or of a stream, in constant memory.
 * @param source a path, or what is read in its place
 * @param each line without its end, counted from 1
 * @returns how many bytes were read, unpacked
 */
export async function eachLine(
  source: string | Readable,
  each: (line: string, number: number) => void,
): Promise<number> {
  const raw = typeof source === 'string' ? createReadStream(source, { highWaterMark: 1 << 18 }) : source;
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  let bytes = 0;
  // The end of a line that is too long is thrown away as it comes.
  let isOver = false;
  const take = (text: string): void => {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = rest + text.slice(from, Math.min(end, from + LONGEST));
      number += 1;
      const isCut = line.length > LONGEST;
      each(isCut ? line.slice(0, LONGEST) : withoutReturn(line), number);
      rest = '';
      isOver = false;
      from = end + 1;
    }
    if (isOver) return;
    rest += text.slice(from, from + LONGEST);
    isOver = rest.length >= LONGEST;
  };
  for await (const chunk of unpacked(raw)) {
    bytes += chunk.length;
    take(decoder.decode(chunk, { stream: true }));
  }
  take(decoder.decode());
  if (rest !== '') each(rest, number + 1);
  return bytes;
}

async function* unpacked(raw: Readable): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = raw[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const isPacked = GZIP.every((byte, at) => first.value[at] === byte);
  const all = (async function* () {
    yield first.value;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  if (!isPacked) yield* all;
  else {
    const { Readable: Stream, pipeline } = await import('node:stream');
    const gunzip = createGunzip();
    // A fault of the source or of the archive ends the loop below.
    pipeline(Stream.from(all), gunzip, () => undefined);
    yield* gunzip as AsyncIterable<Buffer>;
  }
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === RETURN ? line.slice(0, -1) : line;
}
