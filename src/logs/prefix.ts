/** What collectors put before a line: `mcp-1  | `, a time, a container's JSON, the head of a syslog line. */
export interface Unwrapped {
  text: string;
  /** The time that the collector gave it, for lines that have none of their own. */
  time: string | null;
}

/** `docker compose logs`: name, number, bar. */
const COMPOSE = /^[\w.-]{1,80} +\| ?/;
/** `docker logs -t`, and Kubernetes' `stdout F`. */
const STAMPED = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) (?:std(?:out|err) [FP] )?/;
/** RFC 3164: `Nov 30 10:00:00 host haproxy[123]: `, with or without its priority. */
const SYSLOG = /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:\S+ )?[\w./-]+(?:\[\d+\])?: /;
const ESCAPE = '\u001b[';
const COLOUR = /^[\d;]*m/;

/** A line without what was put around it. */
export function unwrapped(line: string): Unwrapped {
  const plain = line.includes(ESCAPE) ? unpainted(line) : line;
  // A search for one sign costs less than a pattern that fails, and most lines have no bar.
  const named = plain.includes('|') ? (COMPOSE.exec(plain)?.[0] ?? '') : '';
  const inner = named === '' ? plain : plain.slice(named.length);
  if (inner.startsWith('{"log":"')) return ofJsonFile(inner);
  const syslog = SYSLOG.exec(inner)?.[0] ?? '';
  if (syslog !== '') return { text: inner.slice(syslog.length), time: null };
  const stamp = STAMPED.exec(inner);
  // A line that begins with its own time keeps it: what comes after decides whose it is.
  return stamp === null
    ? { text: inner, time: null }
    : { text: inner.slice(stamp[0].length), time: stamp[1] ?? null };
}

function unpainted(line: string): string {
  const [begin = '', ...painted] = line.split(ESCAPE);
  return begin + painted.map((part) => part.replace(COLOUR, '')).join('');
}

/** Docker's json-file driver. */
function ofJsonFile(line: string): Unwrapped {
  try {
    const { log, time } = JSON.parse(line) as { log?: unknown; time?: unknown };
    if (typeof log !== 'string') return { text: line, time: null };
    return { text: log.replace(/\n$/, ''), time: typeof time === 'string' ? time : null };
  } catch {
    return { text: line, time: null };
  }
}
