import { isObject } from './shape.js';

export type RpcId = string | number | null;

export interface RpcMessage {
  kind: 'request' | 'notification' | 'response';
  /** Null for notifications. */
  id: RpcId;
  /** Empty for responses. */
  method: string;
  params: Record<string, unknown>;
}

/** A POST body: `not-json` is unreadable, `not-rpc` is JSON of another shape. */
export type ParsedBody =
  | { kind: 'not-json' }
  | { kind: 'not-rpc' }
  | { kind: 'single'; message: RpcMessage }
  | { kind: 'batch'; messages: RpcMessage[] };

export interface RpcError {
  code: number;
  message: string;
  data?: Record<string, unknown>;
}

/** What a method comes to. */
export type Outcome = { result: Record<string, unknown> } | { error: RpcError };

export function parseBody(text: string): ParsedBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'not-json' };
  }
  if (Array.isArray(value)) {
    const messages = value.map(messageOf);
    const sound = messages.filter((message) => message !== null);
    return sound.length > 0 && sound.length === messages.length
      ? { kind: 'batch', messages: sound }
      : { kind: 'not-rpc' };
  }
  const message = messageOf(value);
  return message === null ? { kind: 'not-rpc' } : { kind: 'single', message };
}

function messageOf(value: unknown): RpcMessage | null {
  if (!isObject(value) || value['jsonrpc'] !== '2.0') return null;
  const { id, method, params } = value;
  const sound = typeof id === 'string' || typeof id === 'number';
  if (typeof method !== 'string') {
    const answered = 'result' in value || 'error' in value;
    return sound && answered ? { kind: 'response', id, method: '', params: {} } : null;
  }
  const given = isObject(params) ? params : {};
  if (id === undefined) return { kind: 'notification', id: null, method, params: given };
  return sound ? { kind: 'request', id, method, params: given } : null;
}
