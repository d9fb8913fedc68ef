import type { Lesson } from '../learn/behaviours.js';
import { type RecordedRequest, rpcMethod } from '../learn/recorded.js';
import { PROBE_HEADERS } from '../learn/recordedMerging.js';
import type { Format } from '../model.js';
import { withoutTokens } from '../secrets/mask.js';
import { forTerminal } from './escape.js';

const NAME = 'recorder';
/** How long a client that has not listed its tools yet is waited for, unless `--quiet` is longer. */
export const PATIENCE_SECONDS = 60;

/**
 * What to tell the user of the recording server: the URL for each client, and what further servers teach.
 * @param lessons the behaviours that may be visited, with what each one teaches
 * @param quiet seconds; 0 = only Ctrl-C ends it
 */
export function renderInvitation(
  origin: string,
  formats: readonly Format[],
  lessons: readonly Lesson[],
  quiet: number,
): string {
  const url = `${origin}/mcp`;
  const adding = formats.flatMap((format) => {
    const line = addingLine(format, url);
    return line === null ? [] : [[format.title, line] as const];
  });
  const rows = [...new Map(adding.map(([title, line]) => [line, title]))].map(([line, title]) => [
    title,
    line,
  ]);
  const further = lessons.map(({ name, teaches }) => [`${origin}/${name}/mcp`, teaches]);
  const until =
    quiet === 0
      ? 'Ctrl-C'
      : `the client has listed its tools and been quiet for ${quiet} s, or quiet for ${Math.max(quiet, PATIENCE_SECONDS)} s in any case, or Ctrl-C`;
  return [
    `Recording at ${url} until ${until}.`,
    '',
    'Give the client this URL, without headers:',
    ...columns(rows),
    '',
    'Further servers beside it teach more:',
    ...columns(further),
    '',
    `At ${origin}/headers/mcp, and only there, configure these headers:`,
    ...PROBE_HEADERS.map(([name, value]) => `  ${name}: ${value}`),
    '',
    '',
  ].join('\n');
}

/** Where to send the client for what is still assumed of it; null where nothing is. */
export function renderRemaining(remaining: readonly Lesson[]): string | null {
  if (remaining.length === 0) return null;
  const rows = remaining.map(({ name, teaches }) => [`/${name}/mcp`, teaches]);
  return ['still to be learned, by another recording that visits these too:', ...columns(rows), ''].join(
    '\n',
  );
}

/** One request as it came and what it got, in one line; no header that may be a secret. */
export function renderRequest(request: RecordedRequest): string {
  const { method, behaviour, answer, headers } = request;
  const path = request.path ?? (behaviour === '' ? '/mcp' : `/${behaviour}/mcp`);
  const accept = headers.filter(([name]) => name.toLowerCase() === 'accept').map(([, value]) => value);
  const called = rpcMethod(request);
  return forTerminal(
    withoutTokens(
      [
        `${method} ${path}${called === null ? '' : ` ${called}`}`,
        answer.status === 0 ? 'no answer' : String(answer.status),
        `(Accept: ${accept.length === 0 ? 'none' : accept.join(' | ')})`,
      ].join(' '),
    ),
    200,
  );
}

/** The client's own command, or what to write into its file; null where it reads no remote servers. */
function addingLine(format: Format, url: string): string | null {
  if (!format.remote) return null;
  if (format.command !== null) {
    const json = JSON.stringify({ name: NAME, ...entryOf(format, url) });
    const filled = { '{name}': NAME, '{url}': url, '{headers}': '', '{json}': json };
    return Object.entries(filled).reduce(
      (line, [key, value]) => line.replaceAll(key, value),
      format.command.add,
    );
  }
  const [servers = []] = format.servers;
  const [path = ''] = format.paths;
  if (servers.includes('*')) return null;
  const entry = entryOf(format, url);
  const { nameKey } = format;
  const whole = servers.reduceRight<unknown>(
    (inner, name) => ({ [name]: inner }),
    nameKey === null ? { [NAME]: entry } : [{ [nameKey]: NAME, ...entry }],
  );
  return `${path}: ${JSON.stringify(whole)}`;
}

function entryOf({ keys }: Format, url: string): Record<string, string> {
  const kind = Object.entries(keys.type?.values ?? {}).find(([, transport]) => transport === 'http')?.[0];
  const key = keys.url.find(({ transport }) => transport === 'http') ?? keys.url[0];
  const type = keys.type?.needed === true && kind !== undefined ? { [keys.type.key]: kind } : {};
  return { ...type, [key?.key ?? 'url']: url };
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...rows.map(([first = '']) => first.length));
  return rows.map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`);
}
