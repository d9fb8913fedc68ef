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
  const guess = `http://${written}`;
  if (!URL.canParse(text)) {
    if (at.where === undefined && /^[^\s:?#@]+\.(jsonc?|toml)$/i.test(text)) throw isFile(text);
    throw new UserError('this is not a URL', {
      ...where,
      found: shown(written),
      whatToDo:
        /^[\w.-]+(:\d+)?(\/|$)/.test(written) && URL.canParse(guess) && !shown(guess).includes(MASK)
          ? `write the scheme too: ${shown(guess)}`
          : 'give the address of the MCP endpoint, for example http://127.0.0.1:3000/mcp',
    });
  }
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new UserError('an MCP server is reached by http: or https:', {
    ...where,
    found: `the scheme ${written.startsWith(url.protocol) ? url.protocol : 'of another protocol'}`,
    whatToDo:
      /^[\w.-]+:\d+/.test(written) && URL.canParse(guess)
        ? `write the scheme too: ${shown(guess)}`
        : 'give an http: or https: URL',
  });
}

function isFile(path: string): UserError {
  return new UserError('this is a file, not a URL', {
    found: shown(path),
    whatToDo: `for the servers in it: mcp-accept probe --config ${shown(path)}`,
  });
}

function shown(text: string): string {
  if (text === '') return 'nothing';
  const safe = withoutTokens(masked(text));
  return safe.length > LONGEST ? `${safe.slice(0, LONGEST - 3)}...` : safe;
}
