import type { HeaderLine } from '../model.js';
import type { Head } from './messageReader.js';

/** What is let through: no page, and no name that somebody points at this machine, reaches the server by the tap. */
export interface Gate {
  /** The printed address: `127.0.0.1:4000`. */
  own: string;
  /** What the server is to read in `Host`. */
  theirs: string;
}

/** Why a request is not passed on, in words for whoever sent it; null: it is. */
export function refusalOf({ start, lines }: Head, { own }: Gate): string | null {
  const hosts = valuesOf(lines, 'host');
  const [origin] = valuesOf(lines, 'origin');
  const [method, target = ''] = start.split(' ');
  if (method === 'CONNECT' || !target.startsWith('/'))
    return `this is no proxy: use http://${own} as the address of the server`;
  if (hosts.length !== 1 || hosts[0]?.toLowerCase() !== own.toLowerCase())
    return `reached by another name than its own: use http://${own}, as it was printed`;
  if (origin !== undefined && origin.toLowerCase() !== `http://${own}`.toLowerCase())
    return `pages of another origin are not let through: ${origin}`;
  return null;
}

/** The head as it came, with the target's `Host` in the place of ours. */
export function forwarded(raw: Buffer, { theirs }: Gate): Buffer {
  const text = raw.toString('latin1').replace(/(\r?\n)(host:[ \t]*)[^\r\n]*/i, `$1$2${theirs}`);
  return Buffer.from(text, 'latin1');
}

/** The same of its lines. */
export function forwardedLines(lines: readonly HeaderLine[], { theirs }: Gate): HeaderLine[] {
  return lines.map((line) => (line[0].toLowerCase() === 'host' ? [line[0], theirs] : line));
}

/** What whoever is not let through gets, on a connection that ends with it. */
export function refusal(why: string): string {
  const body = `${JSON.stringify({ error: `mcp-accept tap: ${why}` })}\n`;
  return [
    'HTTP/1.1 403 Forbidden',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return lines.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
