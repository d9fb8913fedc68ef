import { UserError } from '../errors.js';
import type { HeaderLine } from '../model.js';

/** What the probe itself sets, or what would break the message. */
const OWN_HEADERS = [
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'host',
  'mcp-session-id',
  'mcp-protocol-version',
  'mcp-method',
];

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Whether the probe sets this header itself. */
export function isOwnHeader(name: string): boolean {
  return OWN_HEADERS.includes(name.toLowerCase());
}

/** RFC 9110, 5.1: a token. */
export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** RFC 9110, 5.5, without the line breaks and beyond-Latin-1 characters that no client can send. */
export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}

/**
 * `Name: value`, as typed.
 * @throws {UserError} for what is no header
 */
export function parseHeader(text: string): HeaderLine {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  if (colon < 1 || !isHeaderName(name)) {
    throw new UserError('this is not a header', {
      where: '--header',
      found:
        colon < 1
          ? 'no "Name: value"'
          : `after "${/^[!#$%&'*+.^_`|~\w-]*/.exec(name)}" what no name may have`,
      whatToDo: "write it as --header 'Name: value'",
    });
  }
  if (!isHeaderValue(value)) throw forbiddenValue(`--header ${name}`);
  return [name, value];
}

/** @throws {UserError} for a header that the probe sets */
export function refuseOwn([name]: HeaderLine): void {
  if (!isOwnHeader(name)) return;
  throw new UserError(`the probe sets ${name} itself`, {
    where: '--header',
    whatToDo:
      'leave it out: what it is set to in each request is the matrix (--plan shows it). `mcp-accept clients <url>` takes it as something that a user configured',
  });
}

/** A value that HTTP forbids; it is not shown. */
export function forbiddenValue(where: string): UserError {
  return new UserError('HTTP forbids this header value', {
    where,
    found: 'a control character, or one beyond Latin-1',
    whatToDo: 'check for a line break at the end of the token; encode other text as the server expects',
  });
}
