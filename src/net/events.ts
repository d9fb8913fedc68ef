import type { PassedOver, ServerSentEvent } from '../model.js';
import { EVENT_CAP } from './wire.js';

/**
 * Reads server-sent events as they come in (WHATWG HTML, section 9.2.6).
 * @param now milliseconds since the request was sent
 */
export class EventReader {
  readonly events: ServerSentEvent[] = [];
  readonly passedOver = new Set<PassedOver>();
  #rest = '';
  #afterReturn = false;
  #event: string | null = null;
  #data: string[] = [];

  constructor(private readonly now: () => number) {}

  /** Takes a piece of the stream; returns the events that it completed. */
  push(text: string): ServerSentEvent[] {
    // A line break of two characters may come in two pieces.
    const piece = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#afterReturn = text.endsWith('\r');
    this.#rest += piece;
    if (!/[\r\n]/.test(piece)) return [];
    const before = this.events.length;
    let begin = 0;
    for (const { 0: lineBreak, index } of this.#rest.matchAll(/\r\n|\n|\r/g)) {
      this.#line(this.#rest.slice(begin, index));
      begin = index + lineBreak.length;
    }
    this.#rest = this.#rest.slice(begin);
    return this.events.slice(before);
  }

  #line(line: string): void {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'retry') this.passedOver.add('retry');
    if (field === 'event') this.#event = value;
    if (field === 'data') this.#data.push(value);
  }

  #dispatch(): void {
    if (this.#data.length > 0 && this.events.length < EVENT_CAP) {
      this.events.push({ atMs: this.now(), event: this.#event, data: this.#data.join('\n') });
    }
    const begun = this.#data.length > 0 || this.#event !== null;
    if (begun && this.#data.every((line) => line === '')) this.passedOver.add('empty-event');
    this.#event = null;
    this.#data = [];
  }
}
