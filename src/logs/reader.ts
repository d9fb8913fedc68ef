import { isIP } from 'node:net';
import type { LogLine, LogSide } from '../model.js';
import type { Fields, LogReader } from './formats.js';
import { unwrapped } from './prefix.js';
import { rememberingTimes, timeOf } from './time.js';
import { toldBy } from './told.js';

/** What serves says so when it starts or ends: uvicorn, gunicorn, hypercorn, nginx, Caddy, the SDKs' examples. */
const RESTART =
  /\b(?:Started server process|Application startup complete|Booting worker|Starting gunicorn|start worker processes|serving initial configuration|Shutting down|server (?:is )?(?:listening|running) (?:on|at)|StreamableHTTP session manager started)\b/i;
const STAMP = /\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?/;

/** Reads line after line, each with the format that read the one before, else with the first that can. */
export class LineReader {
  /** How many lines each format read. */
  readonly used = new Map<LogReader, number>();
  #last: LogReader | null = null;
  readonly #timeOf = rememberingTimes();

  constructor(private readonly readers: readonly LogReader[]) {}

  /** Null: nothing that is looked for stands in it. */
  read(raw: string): LogLine | null {
    const { text, time } = unwrapped(raw);
    if (text.length < 8) return null;
    const json = text.startsWith('{') ? parsed(text) : undefined;
    const found = this.#fieldsOf(text, json);
    if (found === null) return restartIn(text, time);
    const { fields, side } = found;
    const at = this.#timeOf(fields.time ?? null) ?? timeOf(time);
    if (fields.text !== undefined && fields.method === undefined) {
      return toldBy(fields.text, fields.server ?? null, at);
    }
    return requestOf(fields, side, at);
  }

  #fieldsOf(text: string, json: object | undefined): { fields: Fields; side: LogSide } | null {
    const last = this.#last?.read(text, json) ?? null;
    if (this.#last !== null && last !== null) return this.#count(this.#last, last);
    for (const reader of this.readers) {
      const fields = reader === this.#last ? null : reader.read(text, json);
      if (fields !== null) return this.#count(reader, fields);
    }
    return null;
  }

  #count(reader: LogReader, fields: Fields): { fields: Fields; side: LogSide } {
    this.#last = reader;
    this.used.set(reader, (this.used.get(reader) ?? 0) + 1);
    return { fields, side: reader.side };
  }
}

function requestOf(fields: Fields, side: LogSide, at: number | null): LogLine | null {
  const { method, path, client, agent, accept, session } = fields;
  const status = Number(fields.status);
  if (method === undefined || path === undefined || !(status >= 100 && status <= 599)) return null;
  return {
    kind: 'request',
    at,
    side,
    request: {
      client: addressIn(given(client)),
      method,
      path,
      status,
      agent: given(agent),
      accept: given(accept),
      session: given(session),
    },
  };
}

/** Without its port, where a log has that too. */
function addressIn(client: string | null): string | null {
  if (client === null || !client.includes(':') || isIP(client) !== 0) return client;
  return client.replace(/:\d+$/, '');
}

/** `-` is how a log says that there is none. */
function given(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '-' ? null : text;
}

function restartIn(text: string, time: string | null): LogLine | null {
  if (!RESTART.test(text)) return null;
  return {
    kind: 'restart',
    at: timeOf(STAMP.exec(text)?.[0].replaceAll('/', '-') ?? null) ?? timeOf(time),
    side: 'server',
  };
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
