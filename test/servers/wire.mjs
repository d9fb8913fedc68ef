/**
 * HTTP/1.1 by hand over a plain socket, to be independent of every client library and of the tool under
 * test: what is sent is exactly the lines below, and no header is added behind our back.
 */
import { connect } from 'node:net';

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Map<string, string>} headers by lower-case name; the first line wins
 * @property {string | null} mediaType of Content-Type, lower case, without parameters; null if there is none
 * @property {any} message the JSON-RPC answer to the request's ID, or null
 */

const CRLF = '\r\n';
/** Against hangs only: a first request in Java takes seconds on a busy machine. */
const LIMIT_MS = 20_000;

/**
 * Sends one request and reads its answer. A stream is read up to the event that answers the request, then
 * the connection is closed.
 *
 * @param {string} url
 * @param {'POST' | 'DELETE'} method
 * @param {[string, string][]} lines the header lines besides Host, Connection and Content-Length
 * @param {object} [message] the JSON-RPC message to post
 * @returns {Promise<Answer>} rejects if the answer is no HTTP, or is not complete in that time
 */
export function send(url, method, lines, message) {
  return exchange(url, method, lines, { message, limitMs: LIMIT_MS, read });
}

/**
 * The same for what may be answered by a stream without an end: its head alone is read.
 *
 * @param {string} url
 * @param {[string, string][]} lines
 * @param {number} limitMs
 * @returns {Promise<Answer | null>} null where no head comes in that time
 */
export function openStream(url, lines, limitMs) {
  return unlessSilent(exchange(url, 'GET', lines, { limitMs, read: headOf }));
}

/** @returns what was asked for, or null where nothing came in time */
export async function unlessSilent(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TooLate) return null;
    throw error;
  }
}

class TooLate extends Error {}

function exchange(url, method, lines, { message, limitMs, read }) {
  const { host, hostname, port, pathname } = new URL(url);
  const body = message ? JSON.stringify(message) : '';
  const head = [
    `${method} ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...lines.map(([name, value]) => `${name}: ${value}`),
    ...(message ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
  ];
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let received = Buffer.alloc(0);
    const finish = (ended) => {
      try {
        const answer = read(received, ended, message?.id);
        if (!answer && ended) throw new Error(`the answer breaks off after ${received.length} bytes`);
        if (!answer) return;
        socket.destroy();
        resolve(answer);
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    };
    socket.setTimeout(limitMs, () => socket.destroy(new TooLate(`no answer to ${head[0]} in ${limitMs} ms`)));
    socket.on('error', reject);
    socket.on('end', () => finish(true));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      finish(false);
    });
    socket.write(head.join(CRLF) + CRLF + CRLF + body);
  });
}

/**
 * @param {Buffer} bytes all that came so far
 * @param {boolean} ended whether the server has closed the connection
 * @param {unknown} id of the JSON-RPC request, undefined for what expects no answer
 * @returns {Answer | null} null as long as more must come
 */
function read(bytes, ended, id) {
  const head = headOf(bytes);
  if (!head) return null;
  const { status, headers, mediaType, rest } = head;
  const { content, complete } = readBody(rest, status, headers, ended);
  if (mediaType === 'text/event-stream') {
    const message = eventsIn(content).find((event) => answers(event, id)) ?? null;
    return message || complete ? { status, headers, mediaType, message } : null;
  }
  if (!complete) return null;
  const message = parse(content.toString());
  return { status, headers, mediaType, message: answers(message, id) ? message : null };
}

/** What is known of an answer once its head is whole, and what came after that; null until then. */
function headOf(bytes) {
  const end = bytes.indexOf(CRLF + CRLF);
  if (end < 0) return null;
  const [statusLine, ...lines] = bytes.subarray(0, end).toString('latin1').split(CRLF);
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1]);
  if (!status) throw new Error(`not an HTTP/1.1 status line: ${statusLine}`);
  const rest = bytes.subarray(end + 4);
  if (status < 200) return headOf(rest);
  const headers = readHeaders(lines);
  const mediaType = headers.get('content-type')?.split(';')[0].trim().toLowerCase() || null;
  return { status, headers, mediaType, message: null, rest };
}

/** RFC 9112 section 5: no line folding, no space before the colon. */
function readHeaders(lines) {
  const headers = new Map();
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (!name) throw new Error(`not a header line: ${line}`);
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return headers;
}

/** RFC 9112 section 6.3, the cases that can answer POST and DELETE. */
function readBody(bytes, status, headers, ended) {
  if (status === 204 || status === 304) return { content: Buffer.alloc(0), complete: true };
  if (headers.get('transfer-encoding')?.toLowerCase() === 'chunked') return readChunks(bytes);
  const length = headers.get('content-length');
  if (length === undefined) return { content: bytes, complete: ended };
  if (!/^\d+$/.test(length)) throw new Error(`not a Content-Length: ${length}`);
  return { content: bytes.subarray(0, Number(length)), complete: bytes.length >= Number(length) };
}

/** RFC 9112 section 7.1: size in hexadecimal, extensions ignored, trailers read over. */
function readChunks(bytes) {
  const chunks = [];
  let at = 0;
  while (true) {
    const lineEnd = bytes.indexOf(CRLF, at);
    const open = { content: Buffer.concat(chunks), complete: false };
    if (lineEnd < 0) return open;
    const line = bytes.subarray(at, lineEnd).toString('latin1');
    const digits = /^([0-9a-f]+)[ \t]*(?:;.*)?$/i.exec(line)?.[1];
    if (!digits) throw new Error(`not a chunk size: ${line}`);
    const size = Number.parseInt(digits, 16);
    const start = lineEnd + CRLF.length;
    if (size === 0) {
      const noTrailer = bytes.subarray(start, start + 2).toString() === CRLF;
      return { ...open, complete: noTrailer || bytes.indexOf(CRLF + CRLF, start) >= 0 };
    }
    if (bytes.length < start + size + CRLF.length) return open;
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + CRLF.length;
    if (bytes.subarray(at - 2, at).toString() !== CRLF) throw new Error('a chunk is longer than its size');
  }
}

/** @returns {any[]} the JSON in the complete events of a stream (blank line seen), what is not JSON as null */
function eventsIn(content) {
  const blocks = content.toString().replace(/\r\n?/g, '\n').split('\n\n');
  return blocks.slice(0, -1).map((block) => {
    const data = block.split('\n').filter((line) => line.startsWith('data:'));
    return parse(data.map((line) => line.slice(5).replace(/^ /, '')).join('\n'));
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether this is the answer to the request with that ID: a result or an error, no request or notification. */
function answers(message, id) {
  return id !== undefined && message?.id === id && ('result' in message || 'error' in message);
}
