import type { LogLine } from '../model.js';
import { say } from '../say.js';

type Told = Extract<LogLine, { kind: 'told' }>;

const CONNECTED = /\b(?:successfully connected|connected to server)\b/i;
// Claude Code 1.0, 2.0 and 2.1 say of one attempt "HTTP Connection failed after 9ms", "Connection failed after 10ms", "HTTP
// Connection error: {...}", "Connection failed: TypeError: ...", and at the end, as an error, "Connection failed": it is
// counted once.
const FAILED =
  /\b(?:connection failed(?! after \d|: \w*Error: )|connection error(?!: \{)|failed to connect|timed out after|connection timeout)\b/i;
/** What a client's own words say of why, most telling first. */
const REASONS: [RegExp, (found: string) => string][] = [
  [/\(?HTTP (\d{3})\)?/, (status) => say('log-status', { status })],
  [/connection failed \((\d{3})\)/i, (status) => say('log-status', { status })],
  [/status code:? \(?(\d{3})/i, (status) => say('log-status', { status })],
  [/\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE)\b/, (code) => code],
  [/\b(CERT_\w+|SELF_SIGNED\w*|DEPTH_ZERO\w+|UNABLE_TO_\w+|ERR_TLS\w+)\b/, (code) => code],
  [/\b(timed out|timeout)\b/i, () => say('log-told-late')],
  [/\b(unauthorized|needs[- ]auth\w*)\b/i, () => say('log-told-asks')],
  [/\b(fetch failed|socket hang up)\b/i, (words) => words.toLowerCase()],
];

/** What a client says it came to; null where it says neither. Its words are not kept: they may hold what it sent. */
export function toldBy(text: string, server: string | null, at: number | null): Told | null {
  if (CONNECTED.test(text)) return { kind: 'told', at, server, connected: true, failure: null };
  if (!FAILED.test(text)) return null;
  const failure = REASONS.map(([pattern, words]) => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? null : words(found);
  }).find((words) => words !== null);
  return {
    kind: 'told',
    at,
    server,
    connected: false,
    failure: failure ?? say('log-told-nothing'),
  };
}
