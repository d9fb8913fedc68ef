import type { Exchange, HeaderLine } from '../model.js';
import type { WireAnswer } from '../net/wire.js';
import type { Redactor } from './redact.js';

/** The first value of a header, or null. Names compare case-insensitively. */
export function headerOf(lines: readonly HeaderLine[], name: string): string | null {
  return lines.find((line) => isNamed(line, name))?.[1] ?? null;
}

/** @param name in lower case */
export function isNamed([key]: HeaderLine, name: string): boolean {
  return key.length === name.length && key.toLowerCase() === name;
}

/** What a recording keeps of an answer; the session ID becomes a reference and two facts. */
export function redactAnswer(answer: WireAnswer, redactor: Redactor): Exchange['outcome'] {
  const sessionId = headerOf(answer.headers, 'mcp-session-id') || null;
  const issuedSession =
    sessionId === null
      ? null
      : {
          ref: redactor.session(sessionId),
          length: sessionId.length,
          visibleAscii: /^[\x21-\x7e]+$/.test(sessionId),
        };
  return {
    kind: 'answer',
    status: answer.status,
    headers: redactor.lines(answer.headers),
    interim: answer.interim,
    body: {
      // An event stream is kept as its events; what is no event stays as it came.
      text: (answer.events ?? []).length === 0 ? redactor.body(answer.text, answer.end === 'complete') : '',
      bytes: answer.bytes,
      truncated: answer.truncated,
      end: answer.end,
    },
    events:
      answer.events?.map(({ atMs, event, data }) => ({
        atMs,
        event: event === null ? null : redactor.text(event),
        data: redactor.body(data, true),
      })) ?? null,
    passedOver: answer.passedOver,
    firstByteMs: answer.firstByteMs,
    totalMs: answer.totalMs,
    issuedSession,
  };
}
