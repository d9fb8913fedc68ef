import { UserError } from '../errors.js';
import type { HeaderLine, Target } from '../model.js';
import { MASK } from '../secrets/mask.js';
import { parseUrl } from './address.js';
import { buildTarget } from './build.js';
import { isOwnHeader, parseHeader, refuseOwn } from './headerLine.js';

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
  /** The headers stand for what a user configured: `Accept` and the like are taken, for replays alone. */
  asConfigured?: boolean;
}

/**
 * A target from a URL and what was typed with it.
 * @throws {UserError} for what is not an http(s) URL, a header that cannot be sent, an unset variable
 */
export function targetFromUrl(text: string, options: UrlOptions): Target {
  const url = parseUrl(text);
  const configured = [...options.headers.map(parseHeader), ...bearerLine(options)];
  if (options.asConfigured !== true) configured.forEach(refuseOwn);
  return buildTarget({
    name: url.host,
    url,
    transport: 'http',
    headers: configured.filter(([name]) => !isOwnHeader(name)),
    configured,
    source: null,
    credentials: options.credentials,
    secrets: [],
  });
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
