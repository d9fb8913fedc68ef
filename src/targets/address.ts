import { UserError } from '../errors.js';
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
      whatToDo: intended(written) ?? GIVE_ADDRESS,
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

const GIVE_ADDRESS = 'give the address of the MCP endpoint, for example http://127.0.0.1:3000/mcp';

/** What may be meant by what is no URL of ours: one in quotes, without a scheme, or with one that is spelt wrongly. */
function intended(written: string): string | null {
  const bare = written.replace(/^['"`<(“‘]{1,3}/, '').replace(/['"`>)”’,;]{1,3}$/, '');
  const guesses: [what: string, guess: string][] = [
    // A shell of Windows hands the quotes of others on; text that was copied brings its own.
    ...(bare === written ? [] : [['write it without what stands around it', bare] as [string, string]]),
    ...(/^[\w.-]+(:\d+)?(\/|$)/.test(written)
      ? [['write the scheme too', `http://${written}`] as [string, string]]
      : []),
    ...[
      written.replace(/^[htps]{2,6}:\/*(?=[^/])/i, (scheme) => (/s/i.test(scheme) ? 'https://' : 'http://')),
    ]
      .filter((mended) => mended !== written)
      .map((mended): [string, string] => ['write http:// or https://', mended]),
  ];
  const [found] = guesses.filter(
    ([, guess]) => /^https?:\/\//i.test(guess) && URL.canParse(guess) && !shown(guess).includes(MASK),
  );
  return found === undefined ? null : `${found[0]}: ${shown(found[1])}`;
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
