import type { LogLine } from '../model.js';
import type { Shown } from './shown.js';
import type { Seen } from './tally.js';

/** Where MCP usually is, and the messages of its old transport. */
const PATH = /(?:^|\/)(?:mcp|sse|messages?)(?:\/|$)/i;
const OAUTH = /\/\.well-known\/(?:oauth-|openid-configuration)/;

/** What of a line concerns MCP, fit to be shown; null: nothing. */
export function aboutMcp(line: LogLine, place: Seen['place'], shown: Shown): Seen | null {
  if (line.kind !== 'request') {
    const server = line.kind === 'told' ? line.server : 'the server';
    const who = server === null ? 'the client' : shown.text(server);
    const told = line.kind === 'told' ? { ...line, server: who } : line;
    return { line: told, who, key: who, oauth: false, place, shown };
  }
  const { path, method, client, agent } = line.request;
  const query = path.indexOf('?');
  const bare = query < 0 ? path : path.slice(0, query);
  const oauth = OAUTH.test(bare);
  if (!oauth && !PATH.test(bare) && !(bare === '/' && method === 'POST')) return null;
  return { line, ...shown.client(client, agent), oauth, place, shown };
}
