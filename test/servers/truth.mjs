/**
 * What the servers of this folder answer, found out without the tool: the tool's own findings are tested
 * against it.
 *
 *     node test/servers/truth.mjs            compares with truth.json, exits 1 on a difference
 *     node test/servers/truth.mjs --write    writes truth.json
 *
 * truth.json: server -> era -> cell -> { hello: [status, media type], list: [status, media type] }, and
 * per server `stateful` (its control minted a session ID), `eras` and, where it asks for a token,
 * `refusesFirst`: the status of a hello with neither token nor Accept. Each list is sent in a conversation
 * of its own. The cell no-auth says hello only.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { servers } from './index.mjs';
import { send } from './wire.mjs';

const FILE = new URL('./truth.json', import.meta.url);
const BOTH = 'application/json, text/event-stream';
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
const accepting = (accept) => (accept === null ? [] : [['Accept', accept]]);

/**
 * How a client of each era talks. `url` is the server, `auth` its credential lines, `accept` the value of
 * the one header that the cells vary.
 */
const ERAS = {
  legacy: {
    version: '2025-11-25',
    isWelcome: (message) => typeof message?.result?.protocolVersion === 'string',

    async hello(url, auth, accept) {
      const answer = await initialize(url, auth, accept);
      await endSession(url, auth, sessionLines(answer));
      return answer;
    },

    /** In a session opened as it should be; only the list itself has the cell's Accept. */
    async list(url, auth, accept) {
      const opened = await initialize(url, auth, BOTH);
      const session = sessionLines(opened);
      const lines = [...session, ['MCP-Protocol-Version', opened.message.result.protocolVersion]];
      const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
      const noted = await send(url, 'POST', [json, ...accepting(BOTH), ...auth, ...lines], note);
      if (noted.status !== 202) throw new Error(`notifications/initialized was answered ${noted.status}`);
      const request = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };
      const answer = await send(url, 'POST', [json, ...accepting(accept), ...auth, ...lines], request);
      await endSession(url, auth, session);
      return answer;
    },
  },

  modern: {
    version: '2026-07-28',
    isWelcome: (message) => Array.isArray(message?.result?.supportedVersions),
    hello: (url, auth, accept) => askModern(url, auth, accept, 'server/discover'),
    list: (url, auth, accept) => askModern(url, auth, accept, 'tools/list'),
  },
};

function initialize(url, auth, accept) {
  const params = { protocolVersion: ERAS.legacy.version, capabilities: {}, clientInfo: CLIENT };
  const request = { jsonrpc: '2.0', id: 1, method: 'initialize', params };
  return send(url, 'POST', [json, ...accepting(accept), ...auth], request);
}

function askModern(url, auth, accept, method) {
  const { version } = ERAS.modern;
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': CLIENT,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const lines = [
    ['MCP-Protocol-Version', version],
    ['Mcp-Method', method],
  ];
  const request = { jsonrpc: '2.0', id: method, method, params: { _meta } };
  return send(url, 'POST', [json, ...accepting(accept), ...auth, ...lines], request);
}

const sessionLines = (answer) =>
  answer.headers.has('mcp-session-id') ? [['Mcp-Session-Id', answer.headers.get('mcp-session-id')]] : [];

async function endSession(url, auth, session) {
  if (session.length > 0) await send(url, 'DELETE', [...auth, ...session]);
}

/** @returns what truth.json says about one server */
async function observe({ start, token }) {
  const { url, close } = await start();
  try {
    const auth = token ? [['Authorization', `Bearer ${token}`]] : [];
    const found = { stateful: false, eras: [] };
    for (const [era, { hello, list, isWelcome }] of Object.entries(ERAS)) {
      const control = await hello(url, auth, BOTH);
      if (!isWelcome(control.message)) continue;
      found.stateful ||= control.headers.has('mcp-session-id');
      found.eras.push(era);
      found[era] = {};
      for (const [cell, accept] of Object.entries(ACCEPT)) {
        found[era][cell] = {
          hello: outcome(await hello(url, auth, accept)),
          list: outcome(await list(url, auth, accept)),
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

/** JSON with a line per cell, so that a change of one cell is one line of a diff. */
function render(truth) {
  const block = (entries, indent) => `{\n${entries.map((e) => indent + e).join(',\n')}\n${indent.slice(2)}}`;
  const flat = (value) =>
    JSON.stringify(value)
      .replace(/([,:{])(?=\S)/g, '$1 ')
      .replace(/}/g, ' }');
  const members = (server) =>
    Object.entries(server).map(([key, value]) => {
      if (!(key in ERAS)) return `"${key}": ${flat(value)}`;
      const cells = Object.entries(value).map(([cell, answers]) => `"${cell}": ${flat(answers)}`);
      return `"${key}": ${block(cells, '      ')}`;
    });
  return `${block(
    Object.entries(truth).map(([name, server]) => `"${name}": ${block(members(server), '    ')}`),
    '  ',
  )}\n`;
}

/** @returns {Map<string, unknown>} every recorded value by its path, `fastmcp legacy both list` */
function leaves(value, path = []) {
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([[path.join(' '), value]]);
  return new Map(Object.entries(value).flatMap(([key, member]) => [...leaves(member, [...path, key])]));
}

const truth = {};
for (const server of servers) {
  try {
    truth[server.name] = await observe(server);
  } catch (error) {
    throw new Error(`${server.name}: ${error.message}`, { cause: error });
  }
}

if (process.argv.includes('--write')) {
  await writeFile(FILE, render(truth));
} else {
  const recorded = leaves(JSON.parse(await readFile(FILE, 'utf8')));
  const found = leaves(truth);
  for (const path of new Set([...recorded.keys(), ...found.keys()])) {
    const [before, now] = [recorded.get(path), found.get(path)];
    if (isDeepStrictEqual(before, now)) continue;
    console.log(`${path}: recorded ${JSON.stringify(before)}, found ${JSON.stringify(now)}`);
    process.exitCode = 1;
  }
}
