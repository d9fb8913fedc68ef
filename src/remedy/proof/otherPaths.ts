import type { ConfigEntry, ConfigFile, Exchange, FlowPlan, StepPlan } from '../../model.js';
import type { Send } from '../../net/wire.js';
import { flow } from '../../plan/cells.js';
import { end, get, hello } from '../../plan/requests.js';
import { headerOf } from '../../record/answer.js';
import { namesEndpoint } from '../../record/match.js';
import { answerOf, messageOf } from '../../record/reading.js';
import { Redactor } from '../../record/redact.js';
import { Runner } from '../../record/runner.js';
import { buildTarget } from '../../targets/build.js';
import { movedTo, transportEdits } from './probed.js';
import type { Proposal } from './prove.js';

/** Where servers answer as a rule; the last by the GET of the old HTTP+SSE transport. */
const USUAL = ['/mcp', '/mcp/', '/'];
const OLD = '/sse';
/** What a server says of a path that it does not serve. */
const WRONG_PATH = [404, 405];
const ENOUGH = [429, 503];

/** What the usual paths of a server answered. */
export interface OtherPaths {
  /** In the order in which they were asked, one request each. */
  asked: string[];
  found: string | null;
}

export interface AskOptions {
  send: Send;
  /** Per exchange, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  onStep: (plan: FlowPlan, step: StepPlan) => void;
}

/** Whether the server said of the first hello that there is nothing at this path. */
export function isWrongPath(seen: readonly Exchange[]): boolean {
  const first = seen.find(({ request }) => request.method === 'POST') ?? seen[0];
  const status = first === undefined ? null : (answerOf(first)?.status ?? null);
  return status !== null && WRONG_PATH.includes(status);
}

/**
 * Asks the usual paths of the same origin, one hello each, until one answers: without any configured header,
 * and every session that opens is ended.
 * @param url as it goes out
 */
export async function askOtherPaths(url: string, options: AskOptions): Promise<OtherPaths> {
  const { pathname } = new URL(url);
  const asked: string[] = [];
  for (const path of [...USUAL, OLD].filter((usual) => usual !== pathname)) {
    if (options.signal.aborted) break;
    asked.push(path);
    const exchange = await ask(new URL(path, url), path === OLD, options);
    const status = exchange === undefined ? null : (answerOf(exchange)?.status ?? null);
    if (exchange !== undefined && isMcp(exchange, path === OLD)) return { asked, found: path };
    if (status === null || ENOUGH.includes(status)) break;
  }
  return { asked, found: null };
}

async function ask(
  url: URL,
  old: boolean,
  { send, timeoutMs, signal, onStep }: AskOptions,
): Promise<Exchange | undefined> {
  const target = buildTarget({
    name: url.pathname,
    url,
    transport: old ? 'sse' : 'http',
    headers: [],
    configured: [],
    source: null,
    credentials: [],
    secrets: [],
  });
  const runner = new Runner(target, send, { timeoutMs, signal, onStep, redactor: new Redactor(target) });
  const steps = old ? [get('text/event-stream')] : [hello('legacy'), end()];
  const { exchanges } = await runner.run(flow('legacy', `path${url.pathname}`, steps, { alone: true }));
  return exchanges[0];
}

/** A JSON-RPC answer, an endpoint, or a server that wants to know who asks. */
function isMcp(exchange: Exchange, old: boolean): boolean {
  const answer = answerOf(exchange);
  if (answer === null || WRONG_PATH.includes(answer.status)) return false;
  if (answer.status === 401) return headerOf(answer.headers, 'www-authenticate') !== null;
  return old ? namesEndpoint(exchange) : messageOf(answer)?.['jsonrpc'] === '2.0';
}

/** The address with the path that answered, in the entry's words; nothing where the text cannot show it. */
export function pathProposal(file: ConfigFile, entry: ConfigEntry, { asked, found }: OtherPaths): Proposal[] {
  const { url, transport } = entry;
  if (found === null || url === null || url.expanded === null) return [];
  const to = new URL(url.expanded);
  to.pathname = found;
  const moved = movedTo(file, entry, to);
  const wanted = found === OLD ? 'sse' : 'http';
  const typed = transport === wanted ? null : transportEdits(file, entry, wanted);
  if (moved === null || (transport !== wanted && typed === null)) return [];
  const { line, column } = url.place;
  return [
    {
      rule: 'path',
      severity: 'error',
      server: entry.name,
      line,
      column,
      touchesWire: true,
      what: `${[moved.what, ...(typed === null ? [] : [typed.what])].join(' and ')}: there a server answers (${countOf(asked)})`,
      edits: [...moved.edits, ...(typed?.edits ?? [])],
    },
  ];
}

/** What was asked, for the reason that is printed. */
export function askedWords({ asked, found }: OtherPaths): string {
  if (asked.length === 0) return '';
  const where =
    found === null ? 'no server answers at the usual paths either' : `a server answers at ${found}`;
  return `; ${where} (${countOf(asked)})`;
}

function countOf(asked: readonly string[]): string {
  const count = asked.length === 1 ? '1 more request' : `${asked.length} more requests`;
  return `${count}, without credentials: ${asked.join(', ')}`;
}
