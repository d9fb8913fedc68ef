import type { BodyEnd, HeaderLine, ServerSentEvent } from '../model.js';
import { Collected } from './collected.js';
import { isCrowded } from './crowded.js';
import { decoded } from './decoded.js';
import { EventReader } from './events.js';
import {
  BODY_CAP,
  EVENT_CAP,
  INTERIM_CAP,
  KEPT_OF_CAPPED,
  STREAM_GRACE_MS,
  type WireAnswer,
  type WireRequest,
} from './wire.js';

/**
 * Collects one answer within the caps and says when enough has come: the head where only the head is
 * asked for, the answering event on a stream, `BODY_CAP` bytes or `EVENT_CAP` events of anything.
 */
export class AnswerReader {
  started = false;
  #status = 0;
  #headers: HeaderLine[] = [];
  readonly #interim: number[] = [];
  readonly #body = new Collected();
  #firstByteMs = 0;
  #events: EventReader | null = null;
  #answered = false;
  #grace: NodeJS.Timeout | null = null;
  /** An event stream that comes compressed: what has come is looked at now and then. */
  #compressed = false;
  #look: NodeJS.Timeout | null = null;
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly request: WireRequest,
    private readonly now: () => number,
    /** Called at most once, when there is no use in reading on. */
    private readonly enough: (end: BodyEnd) => void,
  ) {}

  head(status: number, headers: HeaderLine[]): void {
    if (status < 200) {
      if (this.#interim.length < INTERIM_CAP) this.#interim.push(status);
      return;
    }
    this.started = true;
    this.#status = status;
    this.#headers = headers;
    this.#firstByteMs = this.now();
    const stream = this.#header('content-type').toLowerCase().startsWith('text/event-stream');
    this.#compressed = stream && this.#encoding() !== '';
    if (stream && !this.#compressed) this.#events = new EventReader(this.now);
    if (this.request.read === 'headers' && stream) this.enough('stopped');
  }

  data(chunk: Buffer): void {
    this.#body.add(chunk);
    if (this.#body.came > BODY_CAP) {
      this.enough(this.#answered ? 'stopped' : 'cap');
      return;
    }
    if (this.#compressed) this.#look ??= setTimeout(() => this.#lookAtCompressed(), STREAM_GRACE_MS);
    // What follows the answer is not waited for, and not kept.
    if (this.#events === null || this.#answered) return;
    this.#take(this.#events.push(this.#decoder.decode(chunk, { stream: true })));
    if (!this.#answered && this.#events.events.length >= EVENT_CAP) this.enough('cap');
  }

  #take(fresh: readonly ServerSentEvent[]): void {
    const { open, read } = this.request;
    if (open !== undefined) {
      for (const event of fresh) open.onEvent(event);
      return;
    }
    const first = read === 'first-event';
    // No answer comes on the stream of the old transport, for whatever request it opens: it is posted elsewhere.
    this.#answered = first
      ? fresh.length > 0
      : fresh.some(({ event, data }) => event === 'endpoint' || this.#answers(data));
    if (!this.#answered) return;
    if (first || this.#compressed) this.enough('stopped');
    // A server usually ends its stream with the answer; then the connection can be used again.
    else this.#grace = setTimeout(() => this.enough('stopped'), STREAM_GRACE_MS);
  }

  #lookAtCompressed(): void {
    this.#look = null;
    this.#take(streamIn(decoded(this.#body.bytes(), this.#encoding()).text, this.now).events);
  }

  answer(how: BodyEnd): WireAnswer {
    const raw = this.#body.bytes();
    const body = decoded(how === 'cap' ? raw.subarray(0, KEPT_OF_CAPPED) : raw, this.#encoding());
    const stream = this.#compressed ? streamIn(body.text, this.now) : this.#events;
    const events = stream?.events ?? null;
    const crowded = isCrowded(body.text) || (events ?? []).some(({ data }) => isCrowded(data));
    const end = crowded ? 'cap' : how;
    const answer: WireAnswer = {
      kind: 'answer',
      status: this.#status,
      headers: this.#headers,
      interim: this.#interim,
      text: crowded ? body.text.slice(0, KEPT_OF_CAPPED) : body.text,
      bytes: this.#body.came,
      truncated: end === 'cap' || body.truncated,
      // Nobody waits for the end of a stream that has answered.
      end: body.truncated || crowded ? 'cap' : this.#answered && end !== 'complete' ? 'stopped' : end,
      events: end === 'cap' && events !== null ? firstOf(events) : events,
      passedOver: [...(stream?.passedOver ?? [])],
      firstByteMs: this.#firstByteMs,
      totalMs: this.now(),
    };
    this.#body.clear();
    return answer;
  }

  dispose(): void {
    if (this.#grace !== null) clearTimeout(this.#grace);
    if (this.#look !== null) clearTimeout(this.#look);
    this.#body.clear();
    this.#events = null;
  }

  #answers(data: string): boolean {
    if (this.request.answerTo === null || isCrowded(data)) return false;
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

  #encoding(): string {
    const encoding = this.#header('content-encoding').toLowerCase();
    return encoding === 'identity' ? '' : encoding;
  }

  #header(name: string): string {
    return this.#headers.find(([key]) => key.toLowerCase() === name)?.[1].trim() ?? '';
  }
}

/** The first events of a stream that went past the cap. */
function firstOf(events: readonly ServerSentEvent[]): ServerSentEvent[] {
  let room = KEPT_OF_CAPPED;
  return events.filter(({ data }) => {
    room -= data.length;
    return room >= 0;
  });
}

function streamIn(text: string, now: () => number): EventReader {
  const reader = new EventReader(now);
  reader.push(text);
  return reader;
}
