import { UserError } from '../errors.js';
import type { LogField } from '../model.js';
import type { LogReader } from './formats.js';

/** What nginx calls what we look for; `$request` is told apart below. */
const FIELDS: Record<string, LogField> = {
  remote_addr: 'client',
  time_local: 'time',
  time_iso8601: 'time',
  msec: 'time',
  request_method: 'method',
  request_uri: 'path',
  uri: 'path',
  status: 'status',
  http_user_agent: 'agent',
  http_accept: 'accept',
  http_mcp_session_id: 'session',
};
const VARIABLE = /\$\{?(\w+)\}?/g;
const REQUEST = '(?<method>[A-Z]+) (?<path>[^" ]+)(?: HTTP/[\\d.]+)?';

/**
 * Reads lines as nginx writes them by a `log_format` of the user's own.
 * @param format as it stands in the configuration, without its name and its quotes
 * @throws {UserError} where a line of it would tell neither what was asked nor what was answered, or where one value
 * ends and the next begins cannot be told
 */
export function readerOfLogFormat(format: string): LogReader {
  // What stands after the last value, or is added later, changes nothing.
  const expression = new RegExp(patternOfLogFormat(format));
  return {
    id: 'log-format',
    title: '--log-format',
    side: 'proxy',
    read: (line) => expression.exec(line)?.groups ?? null,
  };
}

/** The same as the source of a regular expression, with named groups. */
export function patternOfLogFormat(format: string): string {
  const text = format.replace(/'\s*'/g, '').replace(/^'|';?$/g, '');
  const seen = new Set<string>();
  let pattern = '^';
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name = ''] = match;
    const before = text.slice(end, match.index);
    if (end > 0 && before === '')
      throw unclear(format, `${whole} follows another variable with nothing between`);
    pattern += escaped(before);
    end = match.index + whole.length;
    pattern += groupFor(name, text[end] ?? '', seen);
  }
  const has = (field: LogField): boolean => seen.has(field);
  if (!has('status') || !has('path') || !has('method')) {
    throw unclear(format, 'no $status, or no $request (or $request_method and $request_uri)');
  }
  return pattern;
}

/** Up to the sign that comes next, so that there is one way to read a line. */
function groupFor(name: string, next: string, seen: Set<string>): string {
  if (name === 'request' && !seen.has('path')) {
    seen.add('method').add('path');
    return REQUEST;
  }
  const value = next === '' ? '.*' : `[^${escapedInSet(next)}]*`;
  const field = FIELDS[name];
  if (field === undefined || seen.has(field)) return value;
  seen.add(field);
  return `(?<${field}>${value})`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function escapedInSet(sign: string): string {
  return /[\]\\^-]/.test(sign) ? `\\${sign}` : sign;
}

function unclear(format: string, found: string): UserError {
  return new UserError('lines of this format cannot be read', {
    where: `--log-format '${format}'`,
    found,
    whatToDo: 'copy the whole of it: --log-format \'$remote_addr [$time_local] "$request" $status\'',
  });
}
