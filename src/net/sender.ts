import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import type { Connection, Failure, HeaderLine, Route } from '../model.js';
import { STRAIGHT } from '../targets/straight.js';
import { failureOf } from './failure.js';
import { createPools } from './pools.js';
import { AnswerReader } from './reader.js';
import type { Seen } from './seen.js';
import type { Dispatcher } from './undici.js';
import { type Way, wayTo } from './way.js';
import type { Send, WireRequest, WireResult } from './wire.js';

export interface Sender {
  send: Send;
  /** Gives up everything under way: each pending request fails at stage `aborted`. */
  interrupt(): void;
  /** What was seen of its connections, each address once, and the first tunnel. */
  seen(): Pick<Seen, 'addresses' | 'through'>;
  close(): Promise<void>;
}

class Stop extends Error {
  constructor(readonly code: 'TIMEOUT' | 'INTERRUPTED' | 'STOPPED') {
    super(code);
  }
}

interface Sending {
  head: string | null;
  connection: Connection | null;
  socket: Socket | null;
}

const SEND_HEADERS = 'undici:client:sendHeaders';

/**
 * A sender over HTTP/1.1 that follows no redirect, keeps no cookie, adds no `Accept` and sends nothing twice.
 * @param width at most so many at once
 * @param idleMs how long connections lie idle on purpose, and are still used again
 * @param route how its connections are made
 */
export function createSender(width: number, idleMs = 0, route: Route = STRAIGHT): Sender {
  const pools = createPools(width, idleMs, route);
  const pending = new Set<() => void>();
  const usedSockets = new WeakSet<object>();
  // undici calls onRequestStart and publishes the head one after the other, synchronously.
  let starting: Sending | null = null;
  const onHead = (message: unknown): void => {
    if (starting === null || typeof message !== 'object' || message === null) return;
    if ('headers' in message && typeof message.headers === 'string') starting.head = message.headers;
    if ('socket' in message && message.socket instanceof Socket) {
      starting.socket = message.socket;
      starting.connection = connectionOf(message.socket, usedSockets.has(message.socket));
      usedSockets.add(message.socket);
    }
    starting = null;
  };
  subscribe(SEND_HEADERS, onHead);

  const send: Send = (request) => {
    return new Promise((resolve) => {
      const way = wayTo(request.url, route);
      const began = performance.now();
      const now = (): number => round(performance.now() - began);
      const sending: Sending = { head: null, connection: null, socket: null };
      let controller: Dispatcher.DispatchController | null = null;
      let settled = false;
      const reader = new AnswerReader(request, now, (end) => {
        settle(reader.answer(end));
        stop(new Stop('STOPPED'));
      });
      const settle = (outcome: WireResult['outcome']): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        reader.dispose();
        pending.delete(interrupt);
        resolve({ sent: linesOf(sending.head, request), connection: sending.connection, outcome });
      };
      const stop = (reason: Stop): void => controller?.abort(reason);
      const fail = (error: unknown): void => {
        if (reader.started) settle(reader.answer(error instanceof Stop ? 'timeout' : 'cut'));
        else if (error instanceof Stop && controller === null) settle(connecting(way, now()));
        else settle(failureOf(error, now(), pools.seen.alertOn(sending.socket)));
      };
      const giveUp = (code: 'TIMEOUT' | 'INTERRUPTED'): void => {
        const reason = new Stop(code);
        if (code === 'INTERRUPTED') settle(failureOf(reason, now()));
        else fail(reason);
        stop(reason);
      };
      const interrupt = (): void => giveUp('INTERRUPTED');
      const timer = setTimeout(() => giveUp('TIMEOUT'), request.timeoutMs);
      pending.add(interrupt);
      request.open?.signal.addEventListener('abort', () => {
        if (reader.started) settle(reader.answer('stopped'));
        giveUp('TIMEOUT');
      });

      const handler: Dispatcher.DispatchHandler = {
        onRequestStart(started) {
          controller = started;
          if (settled) started.abort(new Stop('INTERRUPTED'));
          starting = settled ? null : sending;
        },
        onResponseStart(started, status) {
          const raw = 'rawHeaders' in started ? started.rawHeaders : [];
          reader.head(status, rawLines(raw));
        },
        onResponseData(_started, chunk) {
          reader.data(chunk);
        },
        onResponseEnd() {
          settle(reader.answer('complete'));
        },
        onResponseError(_started, error) {
          fail(error);
        },
      };
      try {
        pools.agent(request.pool).dispatch(
          {
            origin: way.origin,
            path: way.path,
            method: request.method as Dispatcher.HttpMethod,
            headers: [...request.headers, ...way.lines].flat(),
            body: request.body,
          },
          handler,
        );
      } catch (error) {
        fail(error);
      }
    });
  };

  return {
    send,
    seen: () => pools.seen,
    interrupt() {
      for (const giveUp of [...pending]) giveUp();
    },
    async close() {
      unsubscribe(SEND_HEADERS, onHead);
      await pools.close();
    },
  };
}

/** Nothing was sent yet when the time was up. */
function connecting({ proxied }: Way, ms: number): Failure {
  return { kind: 'failure', stage: proxied ? 'proxy' : 'connect', code: 'TIMEOUT', ms };
}

/**
 * A request that is about to be written to a socket. One that the kernel refuses at the first attempt
 * (the connection was reset in the same moment) has left no byte there.
 */
function connectionOf(socket: Socket, reused: boolean): Connection {
  const connection = { reused, written: true, address: socket.remoteAddress ?? null };
  process.nextTick(() => {
    connection.written = socket.errored === null;
  });
  return connection;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** The head as undici wrote it, without the request line. */
function linesOf(head: string | null, request: WireRequest): HeaderLine[] {
  if (head === null) return request.headers;
  return head
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line): HeaderLine => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    })
    .concat(lengthLine(request));
}

/** undici writes the length apart from the rest of the head. */
function lengthLine(request: WireRequest): HeaderLine[] {
  return request.body === null ? [] : [['content-length', String(Buffer.byteLength(request.body))]];
}

function rawLines(raw: unknown): HeaderLine[] {
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) lines.push([text(raw[i]), text(raw[i + 1])]);
  return lines;
}

function text(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}
