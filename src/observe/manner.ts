import type { Answer, Json } from '../model.js';
import { headerOf } from '../record/answer.js';
import { isObject, type JsonObject, messageOf } from '../record/reading.js';

/** How an answer is written, whatever it says: by this frameworks and SDKs give themselves away. */
export interface MannerFacts {
  /** `X-Powered-By`. */
  poweredBy: string | null;
  /** The names of the header lines, in their order and their case, joined with spaces; null without an answer. */
  headerNames: string | null;
  /** The keys of the JSON-RPC message, in their order, joined with spaces. */
  messageKeys: string | null;
  /** The id of a JSON-RPC error, as JSON; null where there is no error, or one without an id. */
  errorId: string | null;
  /** The keys of the first tool of a list, and those of its `_meta`, likewise. */
  toolKeys: string | null;
  toolMeta: string | null;
}

const NOTHING: MannerFacts = {
  poweredBy: null,
  headerNames: null,
  messageKeys: null,
  errorId: null,
  toolKeys: null,
  toolMeta: null,
};

export function mannerFacts(answer: Answer | null): MannerFacts {
  if (answer === null) return NOTHING;
  const message = messageOf(answer);
  const tool = firstTool(message);
  return {
    poweredBy: headerOf(answer.headers, 'x-powered-by'),
    headerNames: answer.headers.map(([name]) => name).join(' '),
    messageKeys: keysOf(message),
    errorId:
      message !== null && 'error' in message && message.id !== undefined ? JSON.stringify(message.id) : null,
    toolKeys: keysOf(tool),
    toolMeta: keysOf(tool?._meta),
  };
}

function firstTool(message: JsonObject | null): JsonObject | null {
  const tools = isObject(message?.result) ? message.result.tools : null;
  const first = Array.isArray(tools) ? tools[0] : null;
  return isObject(first) ? first : null;
}

function keysOf(value: Json | undefined): string | null {
  return isObject(value) ? Object.keys(value).join(' ') : null;
}
