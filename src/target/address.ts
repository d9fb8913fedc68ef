import { UserError } from '../errors.js';
import { masked } from './secrets.js';

/**
 * The address of an MCP endpoint.
 * @param where it was written, for the message
 * @throws {UserError} for what is not an http(s) URL
 */
export function parseUrl(text: string, where?: string): URL {
  const place = where === undefined ? {} : { where };
  const guess = `http://${text}`;
  if (!URL.canParse(text)) {
    throw new UserError('this is not a URL', {
      ...place,
      found: masked(text),
      whatToDo:
        /^[\w.-]+(:\d+)?(\/|$)/.test(text) && URL.canParse(guess)
          ? `write the scheme too: ${masked(guess)}`
          : 'give the address of the MCP endpoint, for example http://127.0.0.1:3000/mcp',
    });
  }
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new UserError('an MCP server is reached by http: or https:', {
    ...place,
    found: `the scheme ${url.protocol}`,
    whatToDo:
      /^[\w.-]+:\d+/.test(text) && URL.canParse(guess)
        ? `write the scheme too: ${masked(guess)}`
        : 'give an http: or https: URL',
  });
}
