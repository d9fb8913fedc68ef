import type { MessageType, Persona, RawAnswer } from './persona.js';
import type { Outcome, RpcError, RpcId, RpcMessage } from './rpc.js';

export type HeaderLine = readonly [name: string, value: string];

/** What a handler decided; `server.ts` puts it on the wire. `kill` emulates a crashed process. */
export type Reply = WholeReply | StreamReply | { kind: 'hang' } | { kind: 'reset' } | { kind: 'kill' };

export interface WholeReply {
  kind: 'whole';
  status: number;
  headers: HeaderLine[];
  body: string;
}

/** An SSE stream that stays open. */
export interface StreamReply {
  kind: 'stream';
  headers: HeaderLine[];
  /** Sent at once. */
  first: string;
  /** Called with a way to send more when the stream is open, and again with null when it is closed. */
  changed: (send: ((text: string) => void) | null) => void;
}

/** One answered message. */
export interface Answered {
  message: RpcMessage;
  outcome: Outcome;
}

const json = 'application/json';
const eventStream = 'text/event-stream';

export function whole(status: number, contentType: string | null, body: string): WholeReply {
  const headers: HeaderLine[] = contentType === null ? [] : [['Content-Type', contentType]];
  return { kind: 'whole', status, headers, body };
}

export function raw(answer: RawAnswer): WholeReply {
  const reply = whole(answer.status, answer.contentType, answer.body);
  return { ...reply, headers: [...reply.headers, ...Object.entries(answer.headers)] };
}

/** The same to one message: `"{id}"` in it is the message's id. */
export function rawTo({ id }: RpcMessage, answer: RawAnswer): WholeReply {
  return raw({ ...answer, body: answer.body.replace('"{id}"', JSON.stringify(id)) });
}

export function withHeaders(reply: Reply, lines: HeaderLine[]): Reply {
  if (reply.kind !== 'whole' && reply.kind !== 'stream') return reply;
  return { ...reply, headers: [...reply.headers, ...lines] };
}

/** The kind of page that a framework or proxy makes of an error. */
export function page(status: number, says: string): WholeReply {
  const shown = says.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const body = `<!DOCTYPE html>\n<html lang="en">\n<head><title>Error</title></head>\n<body><pre>${shown}</pre></body>\n</html>\n`;
  return whole(status, 'text/html; charset=utf-8', body);
}

/** nginx's own page for an error: it has not asked the server behind it. */
export function nginxPage(status: number, says: string): WholeReply {
  const title = `${status} ${says}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  const page = whole(status, 'text/html', body);
  return { ...page, headers: [['Server', 'nginx'], ...page.headers] };
}

/** A refusal as JSON-RPC error, or as a page where the persona is like that. */
export function refused(
  persona: Persona,
  status: number,
  error: RpcError,
  id: RpcId = null,
  headers: HeaderLine[] = [],
): Reply {
  const reply =
    persona.defects.errors === 'html'
      ? page(status, error.message)
      : whole(status, json, JSON.stringify({ jsonrpc: '2.0', error, id }));
  return withHeaders(reply, headers);
}

export function notAllowed(persona: Persona): Reply {
  const verbs = ['POST'];
  if (persona.get === 'stream' || persona.get === 'stream-strict') verbs.push('GET');
  if (persona.stateful && persona.session.delete === 'accepted') verbs.push('DELETE');
  const allow: HeaderLine = ['Allow', verbs.join(', ')];
  return refused(persona, 405, { code: -32000, message: 'Method not allowed.' }, null, [allow]);
}

/** The persona's refusal of an `Accept`. */
export function notAcceptable(persona: Persona): Reply {
  const { status, body, contentType } = persona.notAcceptable;
  if (body === 'html') return page(status, 'Not Acceptable');
  if (body === 'empty') return whole(status, null, '');
  if (body === 'text') {
    return whole(status, 'text/plain', `Accept must contain both '${json}' and '${eventStream}'\n`);
  }
  const own = persona.answer === 'json' ? json : eventStream;
  const message = {
    'names-both': `Not Acceptable: Client must accept both ${json} and ${eventStream}`,
    'names-one': `Not Acceptable: this server answers in ${own}`,
    bare: 'Not Acceptable',
  }[body];
  const text = JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message }, id: null });
  return whole(status, contentType ? json : null, text);
}

/** The answers to one POST, in one type; a batch is an array in JSON, one event each in SSE. */
export function answered(persona: Persona, all: Answered[], batch: boolean, as: MessageType): WholeReply {
  const touched = all.some(({ message }) => isDefective(persona, message.method));
  const objects = all.map(({ message, outcome }) => envelope(persona, message, outcome));
  const asJson = JSON.stringify(batch ? objects : objects[0]);
  const asEvents = objects.map((one) => `event: message\ndata: ${JSON.stringify(one)}\n\n`).join('');
  const framing = touched ? persona.defects.framing : 'sound';
  if (framing === 'misframed') return whole(200, eventStream, `data: event: message\ndata: ${asJson}\n\n`);
  if (framing === 'sse-as-json') return whole(200, json, asEvents);
  const odd = ODD_STREAMS[framing];
  if (odd !== undefined) return { ...whole(200, eventStream, odd(asEvents)), headers: sseHeaders(persona) };
  const label = JSON_LABELS[framing];
  if (label !== undefined && (as === 'json' || framing !== 'sound')) {
    return whole(200, label, ODD_JSON[framing]?.(asJson) ?? asJson);
  }
  const reply = whole(200, eventStream, framing === 'json-as-sse' ? asJson : asEvents);
  return { ...reply, headers: sseHeaders(persona) };
}

/** Streams that the standard allows, and some clients do not read. */
const ODD_STREAMS: Partial<Record<Persona['defects']['framing'], (events: string) => string>> = {
  'sse-after-empty': (events) => `data: \nid: 0\n\n${events}`,
  'sse-after-retry': (events) => `retry: 3000\n${events}`,
  'sse-after-ping': (events) => `event: ping\ndata: {}\n\n${events}`,
  'sse-after-mark': (events) => events.replaceAll('data: ', 'data: \ufeff'),
  'sse-in-array': (events) => events.replaceAll(/data: (.*)/g, 'data: [$1]'),
  'sse-named-result': (events) => events.replaceAll('event: message', 'event: result'),
};

const ODD_JSON: Partial<Record<Persona['defects']['framing'], (text: string) => string>> = {
  'json-after-mark': (text) => `\ufeff${text}`,
  'json-in-array': (text) => `[${text}]`,
};

/** How bare JSON is labelled; null = no `Content-Type` line. */
const JSON_LABELS: Partial<Record<Persona['defects']['framing'], string | null>> = {
  sound: json,
  'json-as-text': 'text/plain',
  'json-untyped': null,
  'json-with-charset': `${json}; charset=utf-8`,
  'json-in-capitals': 'Application/JSON',
  'json-after-mark': json,
  'json-in-array': json,
};

export function sseHeaders(persona: Persona): HeaderLine[] {
  const { sseHeaders: how } = persona.defects;
  const lines: HeaderLine[] = [
    ['Content-Type', persona.defects.framing === 'sse-in-capitals' ? 'Text/Event-Stream' : eventStream],
    ['Cache-Control', how === 'cacheable' ? 'public, max-age=600' : 'no-cache, no-transform'],
  ];
  return how === 'no-x-accel-buffering' ? lines : [...lines, ['X-Accel-Buffering', 'no']];
}

function isDefective(persona: Persona, method: string): boolean {
  const { on } = persona.defects;
  if (on === 'hello') return method === 'initialize' || method === 'server/discover';
  return on === 'all' || on === method;
}

function envelope(persona: Persona, message: RpcMessage, outcome: Outcome): Record<string, unknown> {
  const sound = { jsonrpc: '2.0', id: message.id, ...outcome };
  if (!isDefective(persona, message.method)) return sound;
  switch (persona.defects.envelope) {
    case 'sound':
      return sound;
    case 'wrong-id':
      return { ...sound, id: 'an-id-that-nobody-sent' };
    case 'id-as-text':
      return { ...sound, id: String(message.id) };
    case 'result-and-error':
      return { ...sound, error: { code: -32603, message: 'Internal error' } };
    case 'no-jsonrpc':
      return { id: message.id, ...outcome };
  }
}
