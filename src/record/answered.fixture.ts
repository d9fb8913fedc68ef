import type { Exchange, HeaderLine } from '../model.js';

/** An exchange that was answered with an empty body. */
export function answeredWith({
  method = 'POST',
  status = 200,
  headers = [],
  seq = 1,
}: {
  method?: string;
  status?: number;
  headers?: HeaderLine[];
  seq?: number;
}): Exchange {
  return {
    id: `x${seq}`,
    step: 0,
    seq,
    startedMs: 0,
    overlapped: false,
    request: {
      method,
      url: 'http://localhost/mcp',
      headers: [],
      body: null,
      session: null,
      credentials: false,
    },
    connection: null,
    outcome: {
      kind: 'answer',
      status,
      headers,
      body: { text: '', bytes: 0, truncated: false, end: 'complete' },
      interim: [],
      events: null,
      passedOver: [],
      firstByteMs: 1,
      totalMs: 1,
      issuedSession: null,
    },
  };
}
