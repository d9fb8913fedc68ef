import type { Answer, ObservedExchange } from '../model.js';
import { messageOf, parseJson } from '../record/reading.js';

type BodyKind = ObservedExchange['body'];

/** What a body is, whatever its `Content-Type` says. */
export function bodyKindOf(answer: Answer): BodyKind {
  if (answer.body.bytes === 0) return 'none';
  if (answer.events !== null && (answer.events.length > 0 || answer.body.text.trim() === ''))
    return 'event-stream';
  const text = answer.body.text.trim();
  if (text === '') return 'unread';
  if (messageOf(answer) !== null) return 'json-rpc';
  if (/^(<!doctype html|<html|<head|<body)/i.test(text)) return 'html';
  if (parseJson(text) !== null) return 'json';
  const ending = answer.body.text.slice(answer.body.text.trimEnd().length);
  return /^(event|data|id|retry|:)/m.test(text) && ending.includes('\n') ? 'event-stream' : 'text';
}

/** Whether the body is what `Content-Type` announced; null where that cannot be told. */
export function bodyMatchesType(mediaType: string | null, kind: BodyKind, answer: Answer): boolean | null {
  const whole = answer.body.end === 'complete' || answer.body.end === 'stopped';
  if (!whole || kind === 'none' || kind === 'unread') return null;
  if (mediaType === 'application/json') return kind === 'json-rpc' || kind === 'json';
  if (mediaType === 'text/event-stream') return kind === 'event-stream';
  return null;
}
