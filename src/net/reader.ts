import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { BodyEnd, HeaderLine } from '../model.js';
import { EventReader } from './events.js';
import { BODY_CAP, STREAM_GRACE_MS, type WireAnswer, type WireRequest } from './wire.js';

/**
 * Collects one answer within the caps and says when enough has come: the head where only the head is
 * asked for, the answering event on a stream, `BODY_CAP` bytes of anything.
 */
export class AnswerReader {
  started = false;
  #status = 0;
  #headers: HeaderLine[] = [];
  readonly #interim: number[] = [];
  #chunks: Buffer[] = [];
  #bytes = 0;
  #firstByteMs = 0;
  #events: EventReader | null = null;
  #answered = false;
  #grace: NodeJS.Timeout | null = null;
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly request: WireRequest,
    private readonly now: () => number,
    /** Called at most once, when there is no use in reading on. */
    private readonly enough: (end: BodyEnd) => void,
  ) {}

  head(status: number, headers: HeaderLine[]): void {
    if (status < 200) {
      this.#interim.push(status);
      return;
    }
    this.started = true;
    this.#status = status;
    this.#headers = headers;
    this.#firstByteMs = this.now();
    const stream = this.#header('content-type').toLowerCase().startsWith('text/event-stream');
    if (stream && this.#header('content-encoding') === '') this.#events = new EventReader(this.now);
    if (this.request.read === 'headers' && stream) this.enough('stopped');
  }

  data(chunk: Buffer): void {
    const room = BODY_CAP - this.#bytes;
    this.#bytes += chunk.length;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, Math.max(room, 0)) : chunk);
    if (this.#bytes > BODY_CAP) {
      this.enough('cap');
      return;
    }
    if (this.#events === null) return;
    const fresh = this.#events.push(this.#decoder.decode(chunk, { stream: true }));
    const found =
      this.request.read === 'first-event'
        ? fresh.length > 0
        : fresh.some((event) => this.#answers(event.data));
    if (!found || this.#answered) return;
    this.#answered = true;
    if (this.request.read === 'first-event') this.enough('stopped');
    // A server usually ends its stream with the answer; then the connection can be used again.
    else this.#grace = setTimeout(() => this.enough('stopped'), STREAM_GRACE_MS);
  }

  answer(end: BodyEnd): WireAnswer {
    const raw = Buffer.concat(this.#chunks);
    const decoded = decode(raw, this.#header('content-encoding').toLowerCase());
    const truncated = end === 'cap' || decoded.truncated;
    const answer: WireAnswer = {
      kind: 'answer',
      status: this.#status,
      headers: this.#headers,
      interim: this.#interim,
      text: decoded.text,
      bytes: this.#bytes,
      truncated,
      end: decoded.truncated ? 'cap' : end === 'timeout' && this.#answered ? 'stopped' : end,
      events: this.#events?.events ?? null,
      firstByteMs: this.#firstByteMs,
      totalMs: this.now(),
    };
    this.#chunks = [];
    return answer;
  }

  dispose(): void {
    if (this.#grace !== null) clearTimeout(this.#grace);
  }

  #answers(data: string): boolean {
    if (this.request.answerTo === null) return false;
    try {
      const message: unknown = JSON.parse(data);
      return (
        typeof message === 'object' &&
        message !== null &&
        ('result' in message || 'error' in message) &&
        !('method' in message)
      );
    } catch {
      return false;
    }
  }

  #header(name: string): string {
    return this.#headers.find(([key]) => key.toLowerCase() === name)?.[1].trim() ?? '';
  }
}

const DECODERS: Record<string, (raw: Buffer, options: { maxOutputLength: number }) => Buffer> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** `identity` was asked for; a server that compresses all the same is read within the same cap. */
function decode(raw: Buffer, encoding: string): { text: string; truncated: boolean } {
  const decoder = DECODERS[encoding];
  if (decoder === undefined || raw.length === 0) return { text: raw.toString('utf8'), truncated: false };
  try {
    return { text: decoder(raw, { maxOutputLength: BODY_CAP }).toString('utf8'), truncated: false };
  } catch {
    return { text: '', truncated: true };
  }
}
