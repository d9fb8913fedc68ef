/** What a server answers, found out with raw sockets and without the tool: the tool's own findings are tested against it. */
import { send, unlessSilent } from './wire.mjs';

export const BOTH = 'application/json, text/event-stream';
const CLIENT = { name: 'truth', version: '1.0.0' };

/** Cell to Accept; null means that the line is not sent at all. */
const ACCEPT = {
  missing: null,
  'json-only': 'application/json',
  'sse-only': 'text/event-stream',
  wildcard: '*/*',
  both: BOTH,
};

const json = ['Content-Type', 'application/json'];
export const accepting = (accept) => (accept === null ? [] : [['Accept', accept]]);

/**
 * How a client of each era talks. `url` is the server, `auth` its credential lines, `accept` the value of
 * the one header that the cells vary, `keeps` whether its session is left open.
 */
export const ERAS = {
  legacy: {
    version: '2025-11-25',
    isWelcome: (message) => typeof message?.result?.protocolVersion === 'string',

    async hello(url, auth, accept, keeps = false) {
      const answer = await initialize(url, auth, accept);
      if (!keeps) await endSession(url, auth, sessionLines(answer));
      return answer;
    },

    /** In a session opened as it should be; only the list itself has the cell's Accept. */
    async list(url, auth, accept, keeps = false) {
      const { session, version } = await openSession(url, auth);
      const answer = await listIn(url, [...accepting(accept), ...auth, ...session, ...version]);
      if (!keeps) await endSession(url, auth, session);
      return answer;
    },
  },

  modern: {
    version: '2026-07-28',
    // A legacy server may answer politely, with the versions that it has.
    isWelcome: (message) => message?.result?.supportedVersions?.includes('2026-07-28') === true,
    hello: (url, auth, accept) => askModern(url, auth, accept, 'server/discover'),
    list: (url, auth, accept) => askModern(url, auth, accept, 'tools/list'),
  },
};

/** A session opened as it should be: the lines that name it, and the version. */
export async function openSession(url, auth) {
  const opened = await initialize(url, auth, BOTH);
  const session = sessionLines(opened);
  const version = [['MCP-Protocol-Version', opened.message.result.protocolVersion]];
  const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
  const noted = await send(url, 'POST', [json, ...accepting(BOTH), ...auth, ...session, ...version], note);
  if (![200, 202, 204].includes(noted.status))
    throw new Error(`notifications/initialized was answered ${noted.status}`);
  return { session, version, initialized: noted };
}

/** `lines`: all but Content-Type. */
export function listIn(url, lines) {
  return send(url, 'POST', [json, ...lines], { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} });
}

function initialize(url, auth, accept) {
  const params = { protocolVersion: ERAS.legacy.version, capabilities: {}, clientInfo: CLIENT };
  const request = { jsonrpc: '2.0', id: 1, method: 'initialize', params };
  return send(url, 'POST', [json, ...accepting(accept), ...auth], request);
}

/**
 * A request of 2026-07-28.
 * @param {object} [instead] what is told otherwise than a correct client does: the version and the method that
 *   the header lines name (null: no such line), what `_meta` holds, more lines
 */
export function askModern(url, auth, accept, method, instead = {}) {
  const { version } = ERAS.modern;
  const told = { version, method, meta: metaOf(version), more: [], ...instead };
  const lines = [
    ['MCP-Protocol-Version', told.version],
    ['Mcp-Method', told.method],
  ].filter(([, value]) => value !== null);
  const params = told.meta === null ? {} : { _meta: told.meta };
  const request = { jsonrpc: '2.0', id: method, method, params };
  return send(url, 'POST', [json, ...accepting(accept), ...auth, ...lines, ...told.more], request);
}

export const metaOf = (version) => ({
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': {},
});

const sessionLines = (answer) =>
  answer.headers.has('mcp-session-id') ? [['Mcp-Session-Id', answer.headers.get('mcp-session-id')]] : [];

export async function endSession(url, auth, session) {
  if (session.length > 0) await send(url, 'DELETE', [...auth, ...session]);
}

/**
 * @param {object} server
 * @param {boolean} [server.diesOfDelete] its sessions are left open: it would answer nothing any more
 * @returns what truth.json says about one server
 */
export async function observe({ start, token, diesOfDelete = false }) {
  const { url, close } = await start();
  try {
    const auth = token ? [['Authorization', `Bearer ${token}`]] : [];
    const found = { stateful: false, eras: [] };
    for (const [era, { hello, list, isWelcome }] of Object.entries(ERAS)) {
      const keeps = diesOfDelete;
      // Some never answer a method that they do not know.
      const control = await unlessSilent(hello(url, auth, BOTH, keeps));
      if (control === null || !isWelcome(control.message)) continue;
      found.stateful ||= control.headers.has('mcp-session-id');
      found.eras.push(era);
      found[era] = {};
      for (const [cell, accept] of Object.entries(ACCEPT)) {
        found[era][cell] = {
          hello: outcome(await hello(url, auth, accept, keeps)),
          list: outcome(await list(url, auth, accept, keeps)),
        };
      }
      if (!token) continue;
      found[era]['no-auth'] = { hello: outcome(await hello(url, [], BOTH)) };
      found.refusesFirst = (await hello(url, [], null)).status;
    }
    return found;
  } finally {
    await close();
  }
}

/** A success that carries no JSON-RPC result would make the table lie, so it stops the run. */
function outcome({ status, mediaType, message }) {
  if (status < 300 && !message?.result)
    throw new Error(`${status} without a result: ${JSON.stringify(message)}`);
  return [status, mediaType];
}
