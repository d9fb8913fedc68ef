import { UserError } from '../errors.js';
import { say } from '../say.js';
import { MASK, masked, withoutTokens } from '../secrets/mask.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether a host is this machine. @param hostname as `URL.hostname` has it */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** As much of a text as a line of an error takes. */
const LONGEST = 80;

/**
 * The address of an MCP endpoint.
 * @param at where it was written, and how, where that differs from the text: with variables in it
 * @throws {UserError} for what is not an http(s) URL
 */
export function parseUrl(text: string, at: { where?: string; written?: string } = {}): URL {
  const where = at.where === undefined ? {} : { where: at.where };
  const written = at.written ?? text;
  if (!URL.canParse(text)) {
    if (at.where === undefined && /^[^\s:?#@]+\.(jsonc?|toml)$/i.test(text)) throw isFile(text);
    throw new UserError('this is not a URL', {
      ...where,
      found: shown(written),
      whatToDo: intended(written) ?? say('give-address'),
    });
  }
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new UserError('an MCP server is reached by http: or https:', {
    ...where,
    found: `the scheme ${written.startsWith(url.protocol) ? url.protocol : 'of another protocol'}`,
    whatToDo: intended(written) ?? 'give an http: or https: URL',
  });
}

/** What may be meant by what is no URL of ours: one in quotes, without a scheme, or with one that is spelt wrongly. */
function intended(written: string): string | null {
  const bare = written.replace(/^['"`<(“‘]{1,3}/, '').replace(/['"`>)”’,;]{1,3}$/, '');
  const schemed = written.replace(/^[htps]{2,6}:\/*(?=[^/])/i, (scheme) =>
    /s/i.test(scheme) ? 'https://' : 'http://',
  );
  // A shell of Windows hands the quotes of others on; text that was copied brings its own.
  const guesses = [
    { words: 'write-bare' as const, meant: bare, fits: bare !== written },
    {
      words: 'write-scheme-too' as const,
      meant: `http://${written}`,
      fits: /^[\w.-]+(:\d+)?(\/|$)/.test(written),
    },
    { words: 'write-http' as const, meant: schemed, fits: schemed !== written },
  ];
  const found = guesses.find(
    ({ meant, fits }) =>
      fits && /^https?:\/\//i.test(meant) && URL.canParse(meant) && !shown(meant).includes(MASK),
  );
  return found === undefined ? null : say(found.words, { meant: shown(found.meant) });
}

function isFile(path: string): UserError {
  return new UserError('this is a file, not a URL', {
    found: shown(path),
    whatToDo: `for the servers in it: --config ${shown(path)} in its place (probe, clients, triage)`,
  });
}

function shown(text: string): string {
  if (text === '') return 'nothing';
  const safe = withoutTokens(masked(text));
  return safe.length > LONGEST ? `${safe.slice(0, LONGEST - 3)}...` : safe;
}
