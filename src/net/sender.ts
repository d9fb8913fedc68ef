import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Failure, HeaderLine } from '../model.js';
import { createConnections } from './connections.js';
import { failureOf } from './failure.js';
import { AnswerReader } from './reader.js';
import { AgentClass, type Dispatcher } from './undici.js';
import { HEADER_CAP, type Send, type WireRequest, type WireResult } from './wire.js';

export interface Sender {
  send: Send;
  /** Gives up everything under way: each pending request fails at stage `aborted`. */
  interrupt(): void;
  close(): Promise<void>;
}

class Stop extends Error {
  constructor(readonly code: 'TIMEOUT' | 'INTERRUPTED' | 'STOPPED') {
    super(code);
  }
}

interface Sending {
  head: string | null;
  reused: boolean;
}

const SEND_HEADERS = 'undici:client:sendHeaders';

/**
 * A sender over HTTP/1.1 that follows no redirect, keeps no cookie and adds no `Accept`.
 * @param width at most so many at once
 */
export function createSender(width: number): Sender {
  const connections = createConnections();
  const agent = new AgentClass({
    connections: width,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: HEADER_CAP,
    keepAliveTimeout: 1000,
    connect: connections.connect,
  });
  const pending = new Set<() => void>();
  const usedSockets = new WeakSet<object>();
  // undici calls onRequestStart and publishes the head one after the other, synchronously.
  let starting: Sending | null = null;
  const onHead = (message: unknown): void => {
    if (starting === null || typeof message !== 'object' || message === null) return;
    if ('headers' in message && typeof message.headers === 'string') starting.head = message.headers;
    if ('socket' in message && typeof message.socket === 'object' && message.socket !== null) {
      starting.reused = usedSockets.has(message.socket);
      usedSockets.add(message.socket);
    }
    starting = null;
  };
  subscribe(SEND_HEADERS, onHead);

  function once(request: WireRequest): Promise<{ result: WireResult; reused: boolean }> {
    return new Promise((resolve) => {
      const began = performance.now();
      const now = (): number => round(performance.now() - began);
      const sending: Sending = { head: null, reused: false };
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
        resolve({ result: { sent: linesOf(sending.head, request), outcome }, reused: sending.reused });
      };
      const stop = (reason: Stop): void => controller?.abort(reason);
      const fail = (error: unknown): void => {
        if (reader.started) settle(reader.answer(error instanceof Stop ? 'timeout' : 'cut'));
        else if (error instanceof Stop && controller === null) settle(connecting(now()));
        else settle(failureOf(error, now()));
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

      const url = new URL(request.url);
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart(started) {
          controller = started;
          if (settled) started.abort(new Stop('INTERRUPTED'));
          starting = sending;
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
        agent.dispatch(
          {
            origin: url.origin,
            path: url.pathname + url.search,
            method: request.method as Dispatcher.HttpMethod,
            headers: request.headers.flat(),
            body: request.body,
          },
          handler,
        );
      } catch (error) {
        fail(error);
      }
    });
  }

  return {
    async send(request) {
      const { result, reused } = await once(request);
      // An idle connection that the server closed meanwhile says nothing about the request.
      const stale = reused && result.outcome.kind === 'failure' && isReset(result.outcome.code);
      return stale ? (await once(request)).result : result;
    },
    interrupt() {
      for (const giveUp of [...pending]) giveUp();
    },
    async close() {
      unsubscribe(SEND_HEADERS, onHead);
      connections.abandon();
      await agent.destroy();
    },
  };
}

/** Nothing was sent yet when the time was up. */
function connecting(ms: number): Failure {
  return { kind: 'failure', stage: 'connect', code: 'TIMEOUT', ms };
}

function isReset(code: string): boolean {
  return code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE';
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
