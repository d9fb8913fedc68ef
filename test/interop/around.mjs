/**
 * What a server answers to the probes that stand around the cells, found out with raw sockets and without the tool:
 * per era, probe -> [status, media type], [null, null] where nothing came.
 */
import {
  accepting,
  askModern,
  BOTH,
  ERAS,
  endSession,
  listIn,
  metaOf,
  openSession,
} from '../servers/observed.mjs';
import { openStream, send, unlessSilent } from '../servers/wire.mjs';

/** Nobody has it. */
const NO_SESSION = [['Mcp-Session-Id', '7c1f6f0e-2d5b-4c8e-9c57-0b9d1f2a3e44']];
const both = accepting(BOTH);
/** A stream on which nothing happens may send its head with its first event only: long enough to tell. */
const STREAM_LIMIT_MS = 1500;

/**
 * @param {object} server one that was just started, and is started anew for each era: some do not survive this
 * @param {string[]} eras
 * @returns {Promise<Record<string, Record<string, [number | null, string | null]>>>}
 */
export async function observeAround({ start, token, diesOfDelete = false }, eras) {
  const auth = token ? [['Authorization', `Bearer ${token}`]] : [];
  const found = {};
  for (const era of eras) {
    const { url, close } = await start();
    try {
      found[era] = era === 'legacy' ? await legacy(url, auth, diesOfDelete) : await modern(url, auth);
    } finally {
      await close();
    }
  }
  return found;
}

async function legacy(url, auth, diesOfDelete) {
  /** A probe in a session of its own. */
  const inSession = async (ask) => {
    const { session, version } = await openSession(url, auth);
    const answer = await ask({ session, version, own: [...auth, ...session, ...version] });
    if (!diesOfDelete) await endSession(url, auth, session);
    return answer;
  };
  const list = (lines, accept = both) => listIn(url, [...accept, ...lines]);
  const found = {
    'no version header': seen(await inSession(({ session }) => list([...auth, ...session]))),
    'version 1999-01-01': seen(
      await inSession(({ session }) => list([...auth, ...session, ['MCP-Protocol-Version', '1999-01-01']])),
    ),
    'unknown session': seen(await inSession(({ version }) => list([...auth, ...NO_SESSION, ...version]))),
    get: seen(
      await inSession(({ own }) =>
        openStream(url, [['Accept', 'text/event-stream'], ...own], STREAM_LIMIT_MS),
      ),
    ),
  };
  const { session, version } = await openSession(url, auth);
  if (session.length > 0) {
    found['list after a refusal'] = await inSession(async ({ own }) => {
      await list(own, accepting('application/json'));
      return seen(await list(own));
    });
    if (!diesOfDelete) {
      const own = [...auth, ...session, ...version];
      found.delete = seen(await send(url, 'DELETE', own));
      found['ended session'] = seen(await list(own).catch(() => null));
    }
  }
  // Last: one is known that answers nothing any more.
  found['server/discover'] = seen(await unlessSilent(ERAS.modern.hello(url, auth, BOTH)));
  return found;
}

async function modern(url, auth) {
  const told = {
    'method header missing': { method: null },
    'method header disagrees': { method: 'tools/list' },
    'version header missing': { version: null },
    'version header disagrees': { version: '2025-11-25' },
    'unsupported version': { version: '2099-01-01', meta: metaOf('2099-01-01') },
    'meta missing': { meta: null },
    'session header': { more: NO_SESSION },
  };
  const found = {};
  for (const [probe, instead] of Object.entries(told)) {
    found[probe] = seen(await askModern(url, auth, BOTH, 'server/discover', instead));
  }
  found['unknown method'] = seen(await askModern(url, auth, BOTH, 'truth/unknown'));
  return found;
}

const seen = (answer) => [answer?.status ?? null, answer?.mediaType ?? null];
