import type { HeaderLine } from '../model.js';
import { HEADER_CAP } from '../net/wire.js';

/** What of a message says where it ends. */
export interface Head {
  /** The first line: `POST /mcp HTTP/1.1`, `HTTP/1.1 200 OK`. */
  start: string;
  /** As they came: order, case and duplicates kept. */
  lines: HeaderLine[];
}

/** How the end of a body is known (RFC 9112 section 6.3). `tunnel`: what follows is no HTTP any more. */
export type Framing = { by: 'none' | 'chunks' | 'close' | 'tunnel' } | { by: 'length'; left: number };

/**
 * A piece of a message. The `raw` of all of them, one after the other, are the bytes that came; `data` is what they
 * carry of a body.
 */
export type Part =
  | { kind: 'head'; raw: Buffer; head: Head }
  | { kind: 'body'; raw: Buffer; data: Buffer }
  | { kind: 'end'; raw: Buffer }
  /** It is no HTTP/1.1, or goes past the cap: nothing is understood from here on. */
  | { kind: 'unreadable'; raw: Buffer };

type Within = 'head' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer' | 'close' | 'raw';

const NOTHING: Buffer = Buffer.alloc(0);
const LINE_FEED = 0x0a;
/** `1f;name=value`: nobody writes a longer one. */
const SIZE_LINE_CAP = 256;

/**
 * Reads the messages of one direction of a connection as they pass, and holds nothing back but a head that is not
 * whole. @param framingOf how the body that follows this head ends
 */
export class MessageReader {
  #within: Within = 'head';
  #held: Buffer = NOTHING;
  #left = 0;

  constructor(private readonly framingOf: (head: Head) => Framing) {}

  /** Nothing of a message has come that did not end. A body that lasts until the connection closes ends with it. */
  get isBetween(): boolean {
    return this.#within === 'close' || (this.#within === 'head' && this.#held.length === 0);
  }

  *push(chunk: Buffer): Generator<Part> {
    let rest = chunk;
    while (rest.length > 0) {
      const { parts, left } = this.#take(rest);
      yield* parts;
      rest = left;
    }
  }

  #take(bytes: Buffer): { parts: Part[]; left: Buffer } {
    switch (this.#within) {
      case 'raw':
        return { parts: [{ kind: 'unreadable', raw: bytes }], left: NOTHING };
      case 'close':
        return { parts: [{ kind: 'body', raw: bytes, data: bytes }], left: NOTHING };
      case 'head':
        return this.#head(bytes);
      case 'length':
        return this.#counted(bytes, () => this.#end());
      case 'chunk':
        return this.#counted(bytes, () => {
          this.#within = 'chunk-end';
          return [];
        });
      case 'chunk-size':
      case 'chunk-end':
      case 'trailer':
        return this.#line(bytes);
    }
  }

  #head(bytes: Buffer): { parts: Part[]; left: Buffer } {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = endOfHead(all);
    if (end < 0 && all.length <= HEADER_CAP) {
      this.#held = all;
      return { parts: [], left: NOTHING };
    }
    this.#held = NOTHING;
    const raw = all.subarray(0, end);
    const head = end < 0 ? null : headOf(raw.toString('latin1'));
    if (head === null) return this.#unreadable(all);
    return {
      parts: [{ kind: 'head', raw, head }, ...this.#begin(this.framingOf(head))],
      left: all.subarray(end),
    };
  }

  #begin(framing: Framing): Part[] {
    switch (framing.by) {
      case 'none':
        return this.#end();
      case 'length':
        this.#left = framing.left;
        this.#within = 'length';
        return framing.left === 0 ? this.#end() : [];
      case 'chunks':
        this.#within = 'chunk-size';
        return [];
      case 'close':
        this.#within = 'close';
        return [];
      case 'tunnel':
        this.#within = 'raw';
        return [];
    }
  }

  #end(): Part[] {
    this.#within = 'head';
    return [{ kind: 'end', raw: NOTHING }];
  }

  #counted(bytes: Buffer, whenDone: () => Part[]): { parts: Part[]; left: Buffer } {
    const data = bytes.subarray(0, this.#left);
    this.#left -= data.length;
    const parts: Part[] = [{ kind: 'body', raw: data, data }];
    return { parts: this.#left > 0 ? parts : [...parts, ...whenDone()], left: bytes.subarray(data.length) };
  }

  /** A line of the chunked coding, passed on piece by piece and read when it is whole. */
  #line(bytes: Buffer): { parts: Part[]; left: Buffer } {
    const at = bytes.indexOf(LINE_FEED);
    const raw = at < 0 ? bytes : bytes.subarray(0, at + 1);
    const parts: Part[] = [{ kind: 'body', raw, data: NOTHING }];
    this.#held = Buffer.concat([this.#held, raw]);
    if (this.#held.length > (this.#within === 'trailer' ? HEADER_CAP : SIZE_LINE_CAP))
      return this.#unreadable(bytes);
    if (at < 0) return { parts, left: NOTHING };
    const line = this.#held.toString('latin1').trim();
    this.#held = NOTHING;
    const left = bytes.subarray(at + 1);
    if (this.#within === 'trailer') return { parts: line === '' ? [...parts, ...this.#end()] : parts, left };
    if (this.#within === 'chunk-end') {
      this.#within = 'chunk-size';
      return line === '' ? { parts, left } : this.#unreadable(bytes);
    }
    const size = /^[\da-f]{1,12}(?=$|[\s;])/i.exec(line)?.[0];
    if (size === undefined) return this.#unreadable(bytes);
    this.#left = Number.parseInt(size, 16);
    this.#within = this.#left === 0 ? 'trailer' : 'chunk';
    return { parts, left };
  }

  #unreadable(bytes: Buffer): { parts: Part[]; left: Buffer } {
    this.#within = 'raw';
    this.#held = NOTHING;
    return { parts: [{ kind: 'unreadable', raw: bytes }], left: NOTHING };
  }
}

/** How the body of a request ends. */
export function requestFraming({ lines }: Head): Framing {
  if (isChunked(lines)) return { by: 'chunks' };
  const length = lengthOf(lines);
  return length === null ? { by: 'none' } : { by: 'length', left: length };
}

/** How the body of an answer ends. @param method what was asked */
export function answerFraming({ start, lines }: Head, method: string): Framing {
  const status = statusOf(start);
  if (status === 101) return { by: 'tunnel' };
  if (status < 200 || status === 204 || status === 304 || method === 'HEAD') return { by: 'none' };
  if (isChunked(lines)) return { by: 'chunks' };
  const length = lengthOf(lines);
  return length === null ? { by: 'close' } : { by: 'length', left: length };
}

/** 200 of `HTTP/1.1 200 OK`; 0 where it says none. */
export function statusOf(start: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(start)?.[1] ?? 0);
}

function isChunked(lines: readonly HeaderLine[]): boolean {
  return lines.some(
    ([name, value]) => name.toLowerCase() === 'transfer-encoding' && /\bchunked\s*$/i.test(value),
  );
}

function lengthOf(lines: readonly HeaderLine[]): number | null {
  const value = lines.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '';
  return /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** Where a head ends, behind its empty line; -1: it is not whole. */
function endOfHead(bytes: Buffer): number {
  const strict = bytes.indexOf('\r\n\r\n');
  const loose = bytes.indexOf('\n\n');
  if (strict < 0 && loose < 0) return -1;
  return loose < 0 || (strict >= 0 && strict < loose) ? strict + 4 : loose + 2;
}

/** Null where a line is none, or goes on in the next one. */
function headOf(text: string): Head | null {
  const [start = '', ...rest] = text.trimEnd().split(/\r?\n/);
  const lines = rest.map((line): HeaderLine | null => {
    const match = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/.exec(line);
    return match === null ? null : [match[1] ?? '', (match[2] ?? '').trim()];
  });
  const whole = lines.filter((line) => line !== null);
  const known = /^HTTP\/1\.[01] \d{3}|^[A-Z]+ \S+ HTTP\/1\.[01]$/.test(start);
  return known && whole.length === lines.length ? { start, lines: whole } : null;
}
