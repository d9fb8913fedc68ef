import { UserError } from '../errors.js';
import type { HeaderLine, Target } from '../model.js';

/** Headers that count as credentials wherever they come from (design: the no-auth cell drops them). */
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];
/** Query parameters that are secrets by their usual names. */
const CREDENTIAL_PARAMETER = /^(access_?token|auth|token|api[-_]?key|key|secret|password|sig|signature)$/i;
/** What the probe itself sets, or what would break the message. */
const OWN_HEADERS = [
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'transfer-encoding',
  'connection',
  'host',
  'mcp-session-id',
  'mcp-protocol-version',
  'mcp-method',
];
const MASK = '[redacted]';

export interface UrlOptions {
  /** `Name: value`, as typed. */
  headers: string[];
  /** The name of the variable that holds a bearer token. */
  bearerEnv: string | null;
  /** Further names of headers or query parameters that count as credentials. */
  credentials: string[];
  env: NodeJS.ProcessEnv;
}

/**
 * A target from a URL and what was typed with it.
 * @throws {UserError} for what is not an http(s) URL, a header that cannot be sent, an unset variable
 */
export function targetFromUrl(text: string, options: UrlOptions): Target {
  const url = parseUrl(text);
  const named = options.credentials.map((name) => name.toLowerCase());
  const typed = options.headers.map(parseHeader);
  const bearer = bearerLine(options);
  const basic = basicLine(url);
  url.username = '';
  url.password = '';
  url.hash = '';
  const headers = [...typed, ...bearer, ...basic];
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const credentials = [...CREDENTIAL_HEADERS, ...named].filter((name) => names.has(name));
  const secretParameters = [...url.searchParams].filter(
    ([name, value]) =>
      value !== '' && (CREDENTIAL_PARAMETER.test(name) || named.includes(name.toLowerCase())),
  );
  const bare = new URL(url);
  const shown = new URL(url);
  for (const [name] of secretParameters) {
    bare.searchParams.delete(name);
    shown.searchParams.set(name, 'REDACTED');
  }
  const secretLines = headers.filter(([name]) => credentials.includes(name.toLowerCase()));
  return {
    name: url.host,
    url: url.href,
    bareUrl: secretParameters.length === 0 ? url.href : bare.href,
    shownUrl: secretParameters.length === 0 ? url.href : shown.href,
    headers,
    credentials,
    secrets: [...secretLines.flatMap(secretsOf), ...secretParameters.map(([, value]) => value)],
  };
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) {
    const guess = `http://${text}`;
    throw new UserError('this is not a URL', {
      found: withoutSecrets(text),
      whatToDo:
        /^[\w.-]+(:\d+)?(\/|$)/.test(text) && URL.canParse(guess)
          ? `write the scheme too: ${guess}`
          : 'give the address of the MCP endpoint, for example http://127.0.0.1:3000/mcp',
    });
  }
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  const guess = `http://${text}`;
  throw new UserError('an MCP server is reached by http: or https:', {
    found: `the scheme ${url.protocol}`,
    whatToDo:
      /^[\w.-]+:\d+/.test(text) && URL.canParse(guess)
        ? `write the scheme too: ${guess}`
        : 'give an http: or https: URL',
  });
}

function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/@]*@/, `//${MASK}@`).replace(/\?.*$/, `?${MASK}`);
}

function parseHeader(text: string): HeaderLine {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  if (colon < 1 || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    throw new UserError('this is not a header', {
      where: '--header',
      found: colon < 1 ? 'no "Name: value"' : `the name ${JSON.stringify(name)}`,
      whatToDo: "write it as --header 'Name: value'",
    });
  }
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw new UserError('HTTP forbids this header value', {
      where: `--header ${name}`,
      found: 'a control character, or one beyond Latin-1',
      whatToDo: 'check for a line break at the end of the token; encode other text as the server expects',
    });
  }
  if (OWN_HEADERS.includes(name.toLowerCase())) {
    throw new UserError(`the probe sets ${name} itself`, {
      where: '--header',
      whatToDo: 'leave it out: what it is set to in each request is the matrix (--plan shows it)',
    });
  }
  return [name, value];
}

function bearerLine({ bearerEnv, env }: UrlOptions): HeaderLine[] {
  if (bearerEnv === null) return [];
  const token = env[bearerEnv];
  if (token === undefined || token.trim() === '') {
    throw new UserError(`the variable ${bearerEnv} is ${token === undefined ? 'not set' : 'empty'}`, {
      where: '--bearer-env',
      whatToDo: `export ${bearerEnv}=... (the token alone, without "Bearer")`,
    });
  }
  return [parseHeader(`Authorization: Bearer ${token.trim()}`)];
}

/** Credentials in a URL go out as Basic authentication, as clients send them. */
function basicLine(url: URL): HeaderLine[] {
  if (url.username === '' && url.password === '') return [];
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return [['Authorization', `Basic ${Buffer.from(pair).toString('base64')}`]];
}

/** The value, the token in it, and for Basic what it encodes. */
function secretsOf([name, value]: HeaderLine): string[] {
  const [scheme, token] = [value.split(' ')[0] ?? '', value.slice(value.indexOf(' ') + 1)];
  if (name.toLowerCase() === 'cookie')
    return [value, ...value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())];
  if (scheme.toLowerCase() !== 'basic') return [value, token];
  const pair = Buffer.from(token, 'base64').toString('utf8');
  return [value, token, pair, pair.slice(pair.indexOf(':') + 1)];
}
