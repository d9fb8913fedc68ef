import type {
  ClientProfile,
  Era,
  Format,
  HeaderLine,
  Hints,
  Json,
  NotJudged,
  Observation,
  RedactedTarget,
  Transport,
} from '../../model.js';
import { BOTH } from '../../plan/matrix.js';
import { MODERN_REVISION } from '../../plan/revisions.js';
import { say } from '../../say.js';
import { MASK, MASK_IN_URL } from '../../secrets/mask.js';
import { acceptWords } from './acceptWords.js';
import { hasWordFor, snippetFor, type Wanted } from './dialect.js';

const QUERY_MASKED = new RegExp(`(^|&)([^=&#]+)=${MASK_IN_URL}`, 'g');

/**
 * What to paste on the client's side: only what helps. A configured `Accept` changes nothing for most
 * clients, or takes the place of a better one, and a pinned `MCP-Protocol-Version` breaks most: neither is in the entry.
 * @param format in whose words; null: nobody's
 * @param bridged whether mcp-remote was seen to connect; null: it was not tried, or cannot be told
 * @param profiles every recorded client
 */
export function hintsFor(
  target: RedactedTarget,
  observation: Observation,
  notJudged: NotJudged | null,
  format: Format | null,
  bridged: boolean | null,
  profiles: readonly ClientProfile[],
): Hints {
  const reason = notJudged?.reason ?? null;
  const usable =
    reason === null || reason === 'credentials' || reason === 'legacy-sse' || reason === 'rate-limited';
  if (!usable) return { mcpJson: null, client: null, clientMustSend: [], notes: [] };
  const transport = reason === 'legacy-sse' ? 'sse' : 'http';
  const eras = observation.server.eras;
  const wanted = wantedOf(target, transport, observation);
  const missing = format === null ? null : whyNoEntry(format, transport, bridged);
  return {
    mcpJson: { mcpServers: { [wanted.name]: entry(wanted) } },
    client: format === null || missing !== null ? null : snippetFor(format, wanted),
    clientMustSend:
      transport === 'sse'
        ? []
        : (eras.length === 0 ? (['legacy'] as const) : eras).flatMap((era) => mustSend(era, observation)),
    notes: [
      ...unproved(reason),
      ...acceptNotes(observation, transport, profiles),
      ...variableNotes(target, observation),
      ...(missing === null ? [] : [missing]),
      ...pickUpNotes(format),
    ],
  };
}

/** Why the client has no entry to paste, or null where it has one. */
function whyNoEntry(format: Format, transport: Transport, bridged: boolean | null): string | null {
  const { title, keys, remote } = format;
  if (!remote) {
    if (bridged === true) return null;
    return say(bridged === false ? 'bridge-does-not-reach' : 'bridge-not-seen', { client: title });
  }
  // Where one key is for every remote server, the client may find out the transport by itself.
  const wordless = !hasWordFor(format, transport) && keys.url.every((key) => key.transport !== null);
  return wordless ? say('no-word-for-sse', { client: title }) : null;
}

/** The server as any client should be told of it: only what helps, secrets as variables. */
export function wantedOf(target: RedactedTarget, transport: Transport, observation: Observation): Wanted {
  return {
    name: entryName(target),
    url: withVariables(target.url),
    transport,
    headers: configured(target, observation),
  };
}

function entry({ transport, url, headers }: Wanted): Json {
  const lines = Object.fromEntries(headers);
  return { type: transport, url, ...(headers.length === 0 ? {} : { headers: lines }) };
}

/** The user's own headers, secrets as variables; a place for the token where the server asked for one. */
function configured(target: RedactedTarget, observation: Observation): HeaderLine[] {
  const lines = target.headers.map(([name, value]): HeaderLine => [name, asVariable(name, value, target)]);
  const asks =
    target.credentials.length === 0 &&
    (observation.server.auth === 'other' || observation.server.auth === 'mcp');
  return asks ? [...lines, ['Authorization', 'Bearer ${MCP_TOKEN}']] : lines;
}

function asVariable(name: string, value: string, target: RedactedTarget): string {
  if (!target.credentials.includes(name.toLowerCase()) && !value.includes(MASK)) return value;
  if (/^bearer /i.test(value)) return 'Bearer ${MCP_TOKEN}';
  if (/^basic /i.test(value)) return 'Basic ${MCP_BASIC}';
  return `\${${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}}`;
}

/** What is masked in the URL becomes a variable; the rest of it stays to the letter. */
function withVariables(url: string): string {
  const [path = '', query] = url.split('?', 2);
  const asked = query?.replace(QUERY_MASKED, (_whole, before: string, name: string) => {
    return `${before}${name}=\${${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}}`;
  });
  return `${path.replaceAll(MASK_IN_URL, '${PATH_TOKEN}')}${asked === undefined ? '' : `?${asked}`}`;
}

function entryName(target: RedactedTarget): string {
  if (target.source !== null) return target.source.server;
  const name = target.name
    .replace(/:\d+$/, '')
    .replace(/^www\./, '')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-|-$/g, '');
  return /^[\d-]*$/.test(name) || name === '' ? 'my-server' : name;
}

function mustSend(era: Era, observation: Observation): Hints['clientMustSend'] {
  const base: HeaderLine[] = [
    ['Content-Type', 'application/json'],
    ['Accept', BOTH],
  ];
  return era === 'modern' ? mustSendModern(base) : mustSendLegacy(base, observation);
}

function mustSendModern(base: HeaderLine[]): Hints['clientMustSend'] {
  const lines: HeaderLine[] = [
    ...base,
    ['MCP-Protocol-Version', MODERN_REVISION],
    ['Mcp-Method', "<the body's method>"],
  ];
  return [
    { message: 'every POST (2026-07-28)', headers: lines },
    {
      message: 'tools/call, resources/read and prompts/get also',
      headers: [['Mcp-Name', '<the name or URI in the body>']],
    },
  ];
}

function mustSendLegacy(base: HeaderLine[], { server, exchanges }: Observation): Hints['clientMustSend'] {
  const version = server.negotiated;
  const refused = exchanges.some(
    (it) => it.kind === 'control' && it.versionSent === version && it.status === 400,
  );
  const inSession: HeaderLine[] = [
    // Demanded since this revision (basic/transports, Protocol Version Header); only what was negotiated is right.
    ...(version !== null && version >= '2025-06-18' && !refused
      ? ([['MCP-Protocol-Version', version]] as HeaderLine[])
      : []),
    ...(server.stateful === true
      ? ([['Mcp-Session-Id', '<from the answer to initialize>']] as HeaderLine[])
      : []),
  ];
  const streams = exchanges.some((it) => it.method === 'GET' && it.worked);
  return [
    { message: 'POST initialize', headers: base },
    { message: 'every later POST', headers: [...base, ...inSession] },
    ...(streams
      ? [
          {
            message: 'GET (to listen)',
            headers: [['Accept', 'text/event-stream'], ...inSession] as HeaderLine[],
          },
        ]
      : []),
  ];
}

function unproved(reason: string | null): string[] {
  return reason === null ? [] : [say('not-proved-here')];
}

function acceptNotes(
  { exchanges }: Observation,
  transport: Transport,
  profiles: readonly ClientProfile[],
): string[] {
  if (transport === 'sse') return [];
  const refuses = exchanges.some((it) => it.kind === 'cell' && it.refusedAccept);
  return [
    acceptWords(profiles),
    say('leave-version-out'),
    ...(refuses ? [say('accept-for-curl', { types: BOTH })] : []),
  ];
}

function pickUpNotes(format: Format | null): string[] {
  return [format?.pickUp ?? say('reconnect-claude-code')];
}

function variableNotes(target: RedactedTarget, observation: Observation): string[] {
  const needed =
    target.credentials.length > 0 || observation.server.auth === 'other' || observation.server.auth === 'mcp';
  return needed ? [say('export-variable')] : [];
}
