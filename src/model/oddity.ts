import type { PassedOver } from './recording.js';

/**
 * How an answer is written otherwise than the standards say. `id-as-text`: "1" for 1. `byte-order-mark`: before the JSON.
 * `array`: the one answer in `[ ]`. Both are read otherwise in an event. `named-event`: an event that is not called `message`.
 */
export type Oddity =
  | 'id-as-text'
  | 'byte-order-mark'
  | 'byte-order-mark-in-event'
  | 'array'
  | 'array-in-event'
  | 'named-event';

/**
 * What the standards allow in an answer, and some client stumbles over: `other-event`, an event before the answer that
 * is not called `message` and holds none; a `Content-Type` with capital letters in it.
 */
export type Stumble = PassedOver | 'other-event' | 'json-in-capitals' | 'stream-in-capitals';

/**
 * How the result of a hello or a list departs from MCP's schema. `null`: an optional member is null instead of left
 * out. `extra-member`: the message has one that is none of JSON-RPC's. `schema-type`: a tool's `inputSchema.type` is not "object"; `schema-required`: its `required` is null.
 */
export type ResultFault =
  | 'missing'
  | 'wrong-type'
  | 'null'
  | 'extra-member'
  | 'schema-type'
  | 'schema-required';
