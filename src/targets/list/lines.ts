/** A line of a text that is read piece by piece. */
export interface TextLine {
  text: string;
  /** Counted from 1. */
  number: number;
  /** Where the next one begins, in bytes. */
  end: number;
  /** It ends with a line break. */
  whole: boolean;
  /** Longer than is kept: `text` is the beginning. */
  long: boolean;
}

const BREAK = 0x0a;

/**
 * The lines of a text, in the memory of the longest that is kept.
 * @param most what is kept of a line, in bytes
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer | string>,
  most: number,
): AsyncGenerator<TextLine> {
  let pieces: Buffer[] = [];
  let kept = 0;
  let long = false;
  let number = 0;
  let end = 0;
  const keep = (piece: Buffer): void => {
    const room = most - kept;
    if (piece.length > room) long = true;
    if (room <= 0) return;
    // A copy: a piece of a chunk would keep the whole of it.
    pieces.push(Buffer.from(piece.subarray(0, room)));
    kept += Math.min(piece.length, room);
  };
  const line = (whole: boolean): TextLine => {
    number += 1;
    const text = Buffer.concat(pieces).toString('utf8').replace(/\r$/, '');
    const found = { text: number === 1 ? text.replace(/^\ufeff/, '') : text, number, end, whole, long };
    pieces = [];
    kept = 0;
    long = false;
    return found;
  };
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(BREAK); at >= 0; at = bytes.indexOf(BREAK, from)) {
      keep(bytes.subarray(from, at));
      end += at + 1 - from;
      from = at + 1;
      yield line(true);
    }
    keep(bytes.subarray(from));
    end += bytes.length - from;
  }
  if (kept > 0) yield line(false);
}
