import type { HeaderLine } from '../model.js';
import { HINDERING } from '../plan/replay.js';
import type { Told } from './move.js';
import { answerOf, negotiatedOf } from './reading.js';

/** A line of a refused request that is not the client's own alone. */
export interface ConfiguredLine {
  /** In lower case. */
  name: string;
  sent: string[];
  /** It stands beside the client's own value. */
  beside: boolean;
}

/** The headers that a status is about. */
const ABOUT: Record<number, string[]> = {
  400: ['mcp-protocol-version', 'mcp-session-id'],
  404: ['mcp-session-id'],
  406: ['accept'],
  415: ['content-type'],
};
/** Statuses that are about who asks, or how often. */
const OTHERWISE = [401, 403, 407, 429];

/**
 * What the user's configuration put into a request that was refused, if the refusal is about such a header.
 * @param told all steps of the conversation: what was negotiated stands in an earlier one
 */
export function configuredLine(at: Told, told: readonly Told[]): ConfiguredLine | null {
  const about = ABOUT[answerOf(at.exchange)?.status ?? 0] ?? [];
  return suspects(at, told).find(({ name }) => about.includes(name)) ?? null;
}

/**
 * All that the configuration put into a refused request and that may be why, what the status is about first.
 * Servers are not bound to a status: one answers 404 to a version that it does not know.
 */
export function suspects(at: Told, told: readonly Told[]): ConfiguredLine[] {
  const status = answerOf(at.exchange)?.status ?? 0;
  if (status < 400 || status >= 500 || OTHERWISE.includes(status)) return [];
  const names = [...new Set([...(ABOUT[status] ?? []), ...HINDERING])];
  return names.flatMap((name) => configuredIn(at, name, told) ?? []);
}

/** The line of that name in a request, if it is not the client's own alone. */
export function configuredIn(at: Told, name: string, told: readonly Told[]): ConfiguredLine | null {
  const sent = valuesOf(at.exchange.request.headers, name);
  const own = ownValue(at, name, told);
  if (sent.length === 0 || sent.join() === own) return null;
  return { name, sent, beside: own !== null && sent.some((value) => value.includes(own)) };
}

/** What the client would have sent by itself, as the recording has it. */
function ownValue({ step, exchange }: Told, name: string, told: readonly Told[]): string | null {
  const own = valuesOf(step.headers, name)[0] ?? null;
  if (own === '{session}') {
    const { session } = exchange.request;
    return session === null ? null : `[session ${session}]`;
  }
  if (own !== '{negotiated}') return own;
  const hello = told.filter((one) => one.step.name === 'initialize').at(-1);
  return hello === undefined ? null : negotiatedOf(hello.exchange);
}

function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return lines.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
