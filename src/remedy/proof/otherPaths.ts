import type { ConfigEntry, ConfigFile, Exchange } from '../../model.js';
import { answerOf } from '../../record/reading.js';
import { type AskOptions, answersAsMcp, strangeHello, WRONG_PATH } from '../../record/strangeHello.js';
import { say } from '../../say.js';
import { movedTo, transportEdits } from './probed.js';
import type { Proposal } from './prove.js';

/** Where servers answer as a rule; the last by the GET of the old HTTP+SSE transport. */
const USUAL = ['/mcp', '/mcp/', '/'];
const OLD = '/sse';
const ENOUGH = [429, 503];

/** What the usual paths of a server answered. */
export interface OtherPaths {
  /** In the order in which they were asked, one request each. */
  asked: string[];
  found: string | null;
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
    const [exchange] = await strangeHello(new URL(path, url), path === OLD, options);
    const status = exchange === undefined ? null : (answerOf(exchange)?.status ?? null);
    if (exchange !== undefined && answersAsMcp(exchange, path === OLD)) return { asked, found: path };
    if (status === null || ENOUGH.includes(status)) break;
  }
  return { asked, found: null };
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
      what: say('edit-path', {
        edits: typed === null ? moved.what : say('edit-both', { one: moved.what, other: typed.what }),
        asked: countOf(asked),
      }),
      edits: [...moved.edits, ...(typed?.edits ?? [])],
    },
  ];
}

/** What was asked, for the reason that is printed; null where nothing was. */
export function askedWords({ asked, found }: OtherPaths): string | null {
  if (asked.length === 0) return null;
  const count = countOf(asked);
  return found === null
    ? say('no-usual-path', { asked: count })
    : say('usual-path', { path: found, asked: count });
}

function countOf(asked: readonly string[]): string {
  const paths = asked.join(', ');
  return asked.length === 1
    ? say('one-more-request', { paths })
    : say('more-requests', { count: asked.length, paths });
}
