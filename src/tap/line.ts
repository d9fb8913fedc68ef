import type { Socket } from 'node:net';
import type { Route } from '../model.js';
import { connectTo } from '../net/upstream.js';
import { forwarded, forwardedLines, type Gate, refusal, refusalOf } from './gate.js';
import { answerFraming, type Head, MessageReader, requestFraming } from './messageReader.js';
import { answered, broken, received, type Tapped, tappedRequest, type Why } from './tapped.js';

/** What a connection of a client needs, and whom it tells. */
export interface LineOptions {
  /** Counted from 1. */
  number: number;
  target: URL;
  /** How it is reached. */
  route: Route;
  gate: Gate;
  /** Milliseconds since the tap began. */
  now: () => number;
  /** The next request of all. */
  seq: () => number;
  /** Somebody else's requests are under way. */
  isBusy: () => boolean;
  onRequest(tapped: Tapped): void;
  /** The head of its answer has come, or it is certain that none will. */
  onAnswer(tapped: Tapped): void;
  /** Its answer has ended, well or not. */
  onEnd(tapped: Tapped): void;
  onRefused(why: string): void;
  onClose(): void;
}

/**
 * A connection of a client and, from its first request on, one of its own to the server. Bytes pass as they come, in
 * both directions; what passes is read on the side. An end is passed on as an end, a cut as a cut.
 */
export class Line {
  readonly #requests = new MessageReader((head) => this.#framing(head));
  readonly #answers = new MessageReader((head) => answerFraming(head, this.#pending[0]?.method ?? ''));
  readonly #pending: Tapped[] = [];
  #upstream: Socket | null = null;
  /** What is still being opened to it, and what waits for that. */
  #opening: Socket | null = null;
  #waiting: Buffer[] = [];
  #clientEnded = false;
  #connected = false;
  #sending: Tapped | null = null;
  #carried = 0;
  #refused = false;
  #closed = false;

  constructor(
    private readonly client: Socket,
    private readonly options: LineOptions,
  ) {
    client.on('data', (chunk: Buffer) => this.#fromClient(chunk));
    client.on('end', () => {
      this.#clientEnded = true;
      if (this.#upstream !== null) this.#upstream.end();
      else if (this.#opening === null) client.end();
    });
    client.on('error', () => this.#upstream?.resetAndDestroy());
    client.on('close', (hadError) => this.#clientGone(hadError));
  }

  get isBusy(): boolean {
    return this.#pending.length > 0;
  }

  /** The tap ends: so does everything that is under way. */
  close(): void {
    this.#over({ by: 'tap' });
    this.client.destroy();
    this.#opening?.destroy();
    this.#upstream?.destroy();
  }

  #framing(head: Head): ReturnType<typeof requestFraming> {
    return requestFraming(head);
  }

  #fromClient(chunk: Buffer): void {
    for (const part of this.#requests.push(chunk)) {
      if (this.#refused) return;
      switch (part.kind) {
        case 'head':
          this.#request(part.raw, part.head);
          break;
        case 'body':
          this.#sending?.body.add(part.data);
          this.#toServer(part.raw);
          break;
        case 'end':
          this.#sending = null;
          break;
        case 'unreadable':
          // After an `Upgrade` it need not be HTTP; before, nobody knows whom it is for.
          if (this.#carried === 0) this.#refuse('this is no HTTP/1.1');
          else this.#toServer(part.raw);
          break;
      }
    }
  }

  #request(raw: Buffer, head: Head): void {
    const { gate, number, now, seq, isBusy, onRequest } = this.options;
    const why = refusalOf(head, gate);
    if (why !== null) {
      this.#refuse(why);
      return;
    }
    const tapped = tappedRequest(
      { ...head, lines: forwardedLines(head.lines, gate) },
      { seq: seq(), connection: number, reused: this.#carried > 0, overlapped: isBusy(), now: now() },
    );
    this.#carried += 1;
    this.#pending.push(tapped);
    this.#sending = tapped;
    tapped.address = this.#upstream?.remoteAddress ?? null;
    onRequest(tapped);
    this.#toServer(forwarded(raw, gate));
  }

  #refuse(why: string): void {
    this.#refused = true;
    this.options.onRefused(why);
    this.client.end(refusal(why));
    this.#upstream?.end();
  }

  #toServer(bytes: Buffer): void {
    if (this.#upstream === null) {
      this.#waiting.push(bytes);
      this.#opening ??= this.#open();
      return;
    }
    if (this.#upstream.destroyed || this.#upstream.writableEnded) return;
    if (this.#upstream.write(bytes)) return;
    this.client.pause();
    this.#upstream.once('drain', () => this.client.resume());
  }

  /** Until it is open the client waits, but for what it has said already. */
  #open(): Socket {
    this.client.pause();
    return connectTo(this.options.target, this.options.route, (failure, socket) => {
      if (socket === null) {
        this.#over({ by: 'network', error: failure });
        this.client.resetAndDestroy();
        return;
      }
      this.#upstream = socket;
      this.#pass(socket);
      for (const bytes of this.#waiting.splice(0)) this.#toServer(bytes);
      if (this.#clientEnded) socket.end();
      // A tunnel is handed over at rest.
      socket.resume();
      this.client.resume();
    });
  }

  #pass(upstream: Socket): void {
    const { client, options } = this;
    let failed: unknown = null;
    // What came through a proxy to plain HTTP is connected already.
    const { remoteAddress } = upstream;
    if (remoteAddress !== undefined && options.target.protocol !== 'https:') this.#reached(remoteAddress);
    upstream.once(options.target.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      this.#reached(upstream.remoteAddress ?? null);
    });
    upstream.on('data', (chunk: Buffer) => {
      this.#fromServer(chunk);
      if (client.destroyed || client.write(chunk)) return;
      upstream.pause();
      client.once('drain', () => upstream.resume());
    });
    upstream.on('end', () => {
      this.#answersEnded();
      client.end();
    });
    upstream.on('error', (error) => {
      failed = error;
    });
    upstream.on('close', () => {
      this.#over(this.#connected ? { by: 'server', error: failed } : { by: 'network', error: failed });
      // A cut is passed on as one: an end would say that all is well.
      if (failed === null) client.end();
      else client.resetAndDestroy();
    });
  }

  #reached(address: string | null): void {
    this.#connected = true;
    for (const tapped of this.#pending) tapped.address = address;
  }

  #fromServer(chunk: Buffer): void {
    const { now, onAnswer } = this.options;
    for (const part of this.#answers.push(chunk)) {
      const [tapped] = this.#pending;
      if (tapped === undefined) return;
      if (part.kind === 'head' && answered(tapped, part.head, now())) onAnswer(tapped);
      if (part.kind === 'body') received(tapped, part.data, now());
      if (part.kind === 'end' && tapped.outcome !== null) this.#end(tapped);
    }
  }

  #end(tapped: Tapped): void {
    const { outcome } = tapped;
    if (outcome?.kind === 'answer' && outcome.end === null) {
      outcome.end = 'complete';
      outcome.totalMs = this.options.now() - tapped.startedMs;
    }
    this.#pending.shift();
    this.options.onEnd(tapped);
  }

  /** A body that lasts until the connection closes is complete then; what else is under way, will never be. */
  #answersEnded(): void {
    const [tapped] = this.#pending;
    if (tapped?.outcome?.kind === 'answer' && this.#answers.isBetween) this.#end(tapped);
    this.#over({ by: 'server', error: null });
  }

  #clientGone(hadError: boolean): void {
    this.#over({ by: 'client' });
    if (this.#upstream === null) this.#opening?.destroy();
    else if (hadError) this.#upstream.resetAndDestroy();
    else this.#upstream.destroy();
    if (this.#closed) return;
    this.#closed = true;
    this.options.onClose();
  }

  /** What is still under way comes to nothing. */
  #over(why: Why): void {
    for (const tapped of this.#pending.splice(0)) {
      const wasAnswered = tapped.outcome !== null;
      broken(tapped, why, this.options.now());
      if (!wasAnswered) this.options.onAnswer(tapped);
      this.options.onEnd(tapped);
    }
  }
}
