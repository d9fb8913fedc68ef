import { UserError } from '../../errors.js';
import { parseUrl } from '../address.js';

/** One target of a list, as it is written there. */
export interface ListedTarget {
  url: string;
  /** `Name: value`. */
  headers: string[];
  /** What the list calls it; null: nothing. */
  name: string | null;
}

const KEYS = ['url', 'headers', 'name'];

/**
 * Reads a line of a list: a URL, or an object with `url`, and `headers` and `name` where there are any.
 * @param where it stands: `urls.txt:14`
 * @returns null for a line that says nothing: it is blank, or a comment
 * @throws {UserError} for what is neither
 */
export function listedTarget(line: string, where: string): ListedTarget | null {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return null;
  if (text.startsWith('{')) return fromObject(text, where);
  const [, url = text] = /^(\S+)(?:\s+#.*)?$/.exec(text) ?? [];
  parseUrl(url, { where });
  return { url, headers: [], name: null };
}

function fromObject(text: string, where: string): ListedTarget {
  const value = parsed(text);
  const wrong = (found: string): UserError =>
    new UserError('this is no target', {
      where,
      found,
      whatToDo:
        'write a URL, or {"url": "https://example.com/mcp", "headers": {"Name": "value"}, "name": "a"}',
    });
  if (typeof value !== 'object' || value === null) throw wrong('JSON that is cut off, or damaged');
  const strange = Object.keys(value).find((key) => !KEYS.includes(key));
  if (strange !== undefined)
    throw wrong(`a key that means nothing here: ${JSON.stringify(strange.slice(0, 40))}`);
  const { url, headers = {}, name = null } = value as Record<string, unknown>;
  if (typeof url !== 'string') throw wrong('no "url" that is a text');
  if (name !== null && (typeof name !== 'string' || name === '')) throw wrong('a "name" that is no text');
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    throw wrong('"headers" that are no object');
  const lines = Object.entries(headers).map(([header, content]: [string, unknown]) => {
    if (typeof content !== 'string')
      throw wrong(`a header whose value is no text: ${JSON.stringify(header.slice(0, 40))}`);
    return `${header}: ${content}`;
  });
  parseUrl(url, { where });
  return { url, headers: lines, name };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
