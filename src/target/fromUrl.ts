import { UserError } from '../errors.js';
import type { HeaderLine, Target } from '../model.js';
import {
  decoded,
  headerSecrets,
  isSecret,
  MASK,
  masked,
  parameterSecrets,
  parametersOf,
  userinfoSecrets,
  withQuery,
} from './secrets.js';

/** Headers that count as credentials wherever they come from (design: the no-auth cell drops them). */
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];
/** And those that say so by their name: `X-Auth-Token`, `Api-Key`, `Ocp-Apim-Subscription-Key`. */
const CREDENTIAL_NAME = /(^|[-_])(auth|token|secret|password|jwt|(api|access|subscription)[-_]?key)([-_]|$)/;
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

/** What a variable is called; a token is longer, or has other signs. */
const VARIABLE = /^[A-Z_]\w{0,31}$/i;

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
  const inUserinfo = basic.length === 0 ? [] : userinfoSecrets(url);
  url.username = '';
  url.password = '';
  url.hash = '';
  const headers = [...typed, ...bearer, ...basic];
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const credentials = [...names].filter(
    (name) => CREDENTIAL_HEADERS.includes(name) || CREDENTIAL_NAME.test(name) || named.includes(name),
  );
  const parameters = parametersOf(url);
  const secret = parameters.filter((parameter) => isSecret(parameter, named));
  const others = parameters.filter((parameter) => !secret.includes(parameter));
  const shown = parameters.map((parameter) =>
    secret.includes(parameter) ? `${parameter.text.split('=', 1)[0]}=REDACTED` : parameter.text,
  );
  const secretLines = headers.filter(([name]) => credentials.includes(name.toLowerCase()));
  const texts = (pieces: { text: string }[]): string[] => pieces.map(({ text }) => text);
  return {
    name: url.host,
    url: url.href,
    bareUrl: secret.length === 0 ? url.href : withQuery(url, texts(others)),
    shownUrl: secret.length === 0 ? url.href : withQuery(url, shown),
    headers,
    configured: headers,
    source: null,
    credentials,
    secrets: [...secretLines.flatMap(headerSecrets), ...inUserinfo, ...secret.flatMap(parameterSecrets)],
  };
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) {
    const guess = `http://${text}`;
    throw new UserError('this is not a URL', {
      found: masked(text),
      whatToDo:
        /^[\w.-]+(:\d+)?(\/|$)/.test(text) && URL.canParse(guess)
          ? `write the scheme too: ${masked(guess)}`
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
        ? `write the scheme too: ${masked(guess)}`
        : 'give an http: or https: URL',
  });
}

function parseHeader(text: string): HeaderLine {
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  if (colon < 1 || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    throw new UserError('this is not a header', {
      where: '--header',
      found:
        colon < 1
          ? 'no "Name: value"'
          : `after "${/^[!#$%&'*+.^_`|~\w-]*/.exec(name)}" what no name may have`,
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
    // Whoever gives the token itself instead must not find it in a log.
    const name = VARIABLE.test(bearerEnv) ? bearerEnv : MASK;
    throw new UserError(`the variable ${name} is ${token === undefined ? 'not set' : 'empty'}`, {
      where: '--bearer-env',
      whatToDo: `export ${name === MASK ? 'NAME' : name}=... (the token alone, without "Bearer"), and give its name`,
    });
  }
  return [parseHeader(`Authorization: Bearer ${token.trim()}`)];
}

/** Credentials in a URL go out as Basic authentication, as clients send them. */
function basicLine(url: URL): HeaderLine[] {
  if (url.username === '' && url.password === '') return [];
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return [['Authorization', `Basic ${Buffer.from(pair).toString('base64')}`]];
}
