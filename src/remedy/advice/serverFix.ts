import type { ClientCause, ClientFix, ClientReport } from '../../model.js';

/** What the server does wrong for this client; null where that is not known. */
export function serverFix({ cause, failedAt }: ClientReport): ClientFix | null {
  const status = failedAt?.status ?? null;
  // What answers so may be no MCP server at all: more likely the path is wrong.
  if (cause?.kind === 'refused' && (status === 404 || status === 405)) return null;
  const what = cause === null ? undefined : WHAT[cause.kind]?.(status);
  if (what === undefined) return null;
  return { where: 'server', what, entry: null, command: null, proved: null, pickUp: null };
}

const WHAT: Partial<Record<ClientCause['kind'], (status: number | null) => string>> = {
  refused: (status) =>
    status === 406
      ? 'accept requests that list application/json and text/event-stream, in either order: no header that a user configures changes this 406'
      : 'answer a correct initialize with its result',
  era: () => 'serve a revision that this client speaks (2025-11-25 or before) beside 2026-07-28',
  'old-transport': () => 'serve Streamable HTTP, which took the place of HTTP+SSE in 2025-03-26',
  discover: () =>
    'answer a method that the server does not know with 400, 404, or 200 and JSON-RPC error -32601',
  notification: () => 'answer notifications/initialized with 202 and no body',
  session: () => 'accept the session ID that initialize was answered with, in every later request',
  'content-type': () =>
    "answer with JSON-RPC under the request's id, in the form that Content-Type names: application/json or text/event-stream",
  version: () => 'answer initialize with a protocol version that exists and that the client may know',
};
