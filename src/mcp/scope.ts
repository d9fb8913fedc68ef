import { resolve } from 'node:path';
import { UserError } from '../errors.js';
import type { ConfigFile, Format } from '../model.js';
import { type Chosen, chosenEntries, chosenUrls } from '../run/choose.js';
import { openConfig } from '../run/openConfig.js';

/** What an assistant may ask about, fixed when the server is started. */
export interface Scope {
  /** Configurations, as they were named. */
  files: readonly string[];
  /** `example.com`, any port, or `127.0.0.1:3000`. */
  hosts: readonly string[];
  /** The variables that those files may name. */
  env: NodeJS.ProcessEnv;
}

/** Which servers a call is about; all of them where nothing is named. */
export interface Wanted {
  file: string | null;
  server: string | null;
  url: string | null;
}

/** One of the files, read anew: it may have been mended meanwhile. @throws {UserError} for any other file */
export async function openOne(
  { files, env }: Scope,
  named: string | null,
): Promise<{ file: ConfigFile; formats: Format[] }> {
  const [first] = files;
  if (first === undefined) {
    throw new UserError('no configuration was given to this server', {
      whatToDo: 'the user names it where this server is started: mcp-accept mcp .mcp.json',
    });
  }
  const path =
    named === null ? first : files.find((file) => file === named || resolve(file) === resolve(named));
  if (path === undefined || (named === null && files.length > 1)) {
    throw new UserError('this server may read only the files that it was started with', {
      ...(named === null ? {} : { found: named }),
      whatToDo: `name one of these: ${files.join(', ')}`,
    });
  }
  return openConfig(path, { cwd: '.', env, client: undefined, say: async () => {} });
}

/**
 * The servers that a call is about. An entry's headers go with its own URL and with no other; a URL of an allowed host
 * is asked without any.
 * @throws {UserError} for a URL that stands in none of the files and whose host is not allowed
 */
export async function choose(scope: Scope, { file, server, url }: Wanted): Promise<Chosen> {
  if (url === null) {
    const opened = await openOne(scope, file);
    return chosenEntries(opened.file, { server, credentials: [] });
  }
  const known: string[] = [];
  for (const path of scope.files) {
    const chosen = chosenEntries((await openOne(scope, path)).file, { server: null, credentials: [] });
    const entries = chosen.entries.filter(({ target }) => target !== null && isUrlOf(target, url));
    if (entries.length > 0) return { ...chosen, entries: entries.slice(0, 1) };
    known.push(...chosen.entries.flatMap(({ target }) => target?.shownUrl ?? []));
  }
  if (isAllowed(scope.hosts, url)) {
    return chosenUrls([url], { headers: [], bearerEnv: null, credentials: [], env: {} });
  }
  throw new UserError('this URL may not be asked', {
    whatToDo: `name one that stands in the files (${known.join(', ') || 'there is none'}); the user allows another host where this server is started: --allow-host HOST`,
  });
}

/** As it stands in the file, or as a report shows it. */
function isUrlOf(
  { url, bareUrl, shownUrl }: { url: string; bareUrl: string; shownUrl: string },
  asked: string,
) {
  const href = URL.canParse(asked) ? new URL(asked).href : asked;
  return [url, bareUrl, shownUrl].some((own) => own === asked || own === href);
}

function isAllowed(hosts: readonly string[], url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname, username, password } = new URL(url);
  if (!['http:', 'https:'].includes(protocol) || username !== '' || password !== '') return false;
  return hosts.some((allowed) => [host, hostname].includes(allowed.toLowerCase()));
}
