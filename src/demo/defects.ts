/** What is wrong with a persona's answers. */

export const FRAMINGS = [
  'sound',
  'misframed',
  'json-as-sse',
  'sse-as-json',
  'json-as-text',
  'json-untyped',
  'json-with-charset',
  'sse-after-empty',
  'sse-after-retry',
  'sse-named-result',
  'sse-after-ping',
  'sse-after-mark',
  'sse-in-array',
  'sse-in-capitals',
  'json-after-mark',
  'json-in-array',
  'json-in-capitals',
] as const;

export interface DefectSettings {
  /** Which messages the envelope and framing defects touch. */
  on: 'all' | 'hello' | 'tools/list';
  envelope: 'sound' | 'wrong-id' | 'id-as-text' | 'result-and-error' | 'no-jsonrpc';
  /**
   * `json-as-sse`: bare JSON labelled text/event-stream; `sse-as-json` the reverse; `untyped`: no label; `misframed`: an
   * event in another; `sse-after-empty`, `sse-after-retry`, `sse-after-ping`: sound, after an event without data, a line
   * `retry`, an event `ping`; `sse-named-result`: events that are called `result`. `-after-mark`: a byte order mark before
   * the JSON; `-in-array`: the one message in `[ ]`; `-in-capitals`: `Application/JSON`, `Text/Event-Stream`.
   */
  framing: (typeof FRAMINGS)[number];
  /** The headers of an SSE answer: without `X-Accel-Buffering`, or open to caches. */
  sseHeaders: 'sound' | 'no-x-accel-buffering' | 'cacheable';
  /** Whether error statuses come as JSON-RPC or as a page. */
  errors: 'json-rpc' | 'html';
}
