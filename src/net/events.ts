import type { ServerSentEvent } from '../model.js';

/**
 * Reads server-sent events as they come in (WHATWG HTML, section 9.2.6).
 * @param now milliseconds since the request was sent
 */
export class EventReader {
  readonly events: ServerSentEvent[] = [];
  #rest = '';
  #event: string | null = null;
  #data: string[] = [];

  constructor(private readonly now: () => number) {}

  /** Takes a piece of the stream; returns the events that it completed. */
  push(text: string): ServerSentEvent[] {
    const before = this.events.length;
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
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
    if (field === 'event') this.#event = value;
    if (field === 'data') this.#data.push(value);
  }

  #dispatch(): void {
    if (this.#data.length > 0) {
      this.events.push({ atMs: this.now(), event: this.#event, data: this.#data.join('\n') });
    }
    this.#event = null;
    this.#data = [];
  }
}
