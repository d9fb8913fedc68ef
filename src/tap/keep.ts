import type { Exchange, HeaderLine, Json, ServerSentEvent } from '../model.js';
import { decoded } from '../net/decoded.js';
import { EventReader } from '../net/events.js';
import { BODY_CAP, EVENT_CAP, type WireAnswer } from '../net/wire.js';
import { headerOf, redactAnswer } from '../record/answer.js';
import { isObject, mediaTypeOf, parseJson } from '../record/reading.js';
import type { Redactor } from '../record/redact.js';
import { isCredential } from '../secrets/names.js';
import { isCredentialParameter, parametersOf } from '../secrets/parameters.js';
import { isKnownToken } from '../secrets/shapes.js';
import type { Tapped, TappedAnswer } from './tapped.js';
import { isKept, withheldRequest, withheldText } from './withheld.js';

/** Sessions that the server gave out while the tap listened. */
export type Issued = Set<string>;

/**
 * What a recording keeps of an exchange: no secret, and nothing of what its user works on. Of what does not go to the
 * endpoint (authorization, the messages of the old transport), no body at all. The step is filled in by its flow.
 * @param target as it was given
 */
export function keep(tapped: Tapped, target: URL, redactor: Redactor, issued: Issued): Exchange {
  const url = new URL(tapped.path, target);
  const atEndpoint = url.pathname === target.pathname;
  redactor.learn(tapped.headers, url);
  const json = atEndpoint
    ? (parseJson(decodedBody(tapped.body.bytes(), tapped.headers).text)?.value ?? null)
    : null;
  const body = withheldRequest(json);
  const { outcome } = tapped;
  const session = headerOf(tapped.headers, 'mcp-session-id');
  const ref = session === null ? null : issued.has(session) ? redactor.session(session) : 'bogus';
  if (session !== null) redactor.session(session);
  const given = outcome?.kind === 'answer' ? headerOf(outcome.headers, 'mcp-session-id') : null;
  if (given !== null && given !== '') issued.add(given);
  return {
    id: `x${tapped.seq}`,
    step: 0,
    seq: tapped.seq,
    startedMs: tapped.startedMs,
    overlapped: tapped.overlapped,
    request: {
      method: tapped.method,
      url: redactor.url(bare(url, atEndpoint).href),
      headers: redactor.lines(tapped.headers),
      body: body === null ? null : (parseJson(redactor.body(JSON.stringify(body), true))?.value ?? null),
      session: ref,
      credentials: carriesCredentials(tapped.headers, url),
    },
    connection: { reused: tapped.reused, written: tapped.address !== null, address: tapped.address },
    outcome: outcomeOf(tapped, json, atEndpoint, redactor),
  };
}

function outcomeOf(tapped: Tapped, body: Json, atEndpoint: boolean, redactor: Redactor): Exchange['outcome'] {
  const { outcome } = tapped;
  if (outcome === null) return { kind: 'failure', stage: 'headers', code: 'NO_ANSWER_YET', ms: 0 };
  if (outcome.kind === 'failure') return outcome;
  const answer = wireAnswer(outcome, tapped.interim);
  const method = isObject(body) && typeof body.method === 'string' ? body.method : null;
  // A refusal says why, whatever was asked; what the well-known addresses serve is public.
  const kept =
    isKept(method) || (outcome.status >= 400 && atEndpoint) || tapped.path.startsWith('/.well-known/');
  const about = { id: isObject(body) ? body.id : undefined, kept };
  return redactAnswer(
    {
      ...answer,
      text: withheldText(answer.text, about),
      events: answer.events?.map((event) => ({ ...event, data: withheldText(event.data, about) })) ?? null,
    },
    redactor,
  );
}

function wireAnswer(answer: TappedAnswer, interim: number[]): WireAnswer {
  const { status, headers, firstByteMs, totalMs } = answer;
  const raw = answer.body.bytes();
  const { text, truncated } = decodedBody(raw, headers);
  const whole = answer.body.came <= BODY_CAP && !truncated;
  const isStream = mediaTypeOf(headerOf(headers, 'content-type')) === 'text/event-stream';
  return {
    kind: 'answer',
    status,
    headers,
    interim,
    text: whole ? text : '',
    bytes: answer.body.came,
    truncated: !whole,
    end: whole ? (answer.end ?? 'stopped') : 'cap',
    events: isStream ? eventsIn(text, answer) : null,
    passedOver: [],
    firstByteMs,
    totalMs,
  };
}

/** Each at the time at which its last byte came; of a compressed stream, all at the last. */
function eventsIn(text: string, { arrivals, headers, totalMs }: TappedAnswer): ServerSentEvent[] {
  let at = 0;
  const events = new EventReader(() => at);
  if (headerOf(headers, 'content-encoding') !== null) {
    at = totalMs;
    events.push(text);
    return events.events.slice(0, EVENT_CAP);
  }
  const raw = Buffer.from(text, 'utf8');
  const decoder = new TextDecoder();
  let from = 0;
  for (const { ms, upTo } of [...arrivals, { ms: totalMs, upTo: raw.length }]) {
    at = ms;
    events.push(decoder.decode(raw.subarray(from, upTo), { stream: true }));
    from = Math.max(from, upTo);
  }
  return events.events.slice(0, EVENT_CAP);
}

function decodedBody(raw: Buffer, headers: readonly HeaderLine[]): { text: string; truncated: boolean } {
  const encoding = headerOf(headers, 'content-encoding')?.toLowerCase() ?? '';
  return decoded(raw, encoding === 'identity' ? '' : encoding);
}

/** Beside the endpoint a query holds codes and states. */
function bare(url: URL, atEndpoint: boolean): URL {
  const shown = new URL(url);
  if (!atEndpoint && shown.search !== '') shown.search = '';
  return shown;
}

function carriesCredentials(lines: readonly HeaderLine[], url: URL): boolean {
  return (
    lines.some(([name, value]) => isCredential(name) || isKnownToken(value)) ||
    parametersOf(url).some((parameter) => isCredentialParameter(parameter, []))
  );
}
