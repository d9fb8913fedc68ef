import { UserError } from '../errors.js';
import type { HeaderLine, Target } from '../model.js';
import { MASK } from '../secrets/mask.js';
import { headerSecrets } from '../secrets/parts.js';
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
  /** The same for a second user, of whom it is asked whether the first one's list reaches them. */
  secondBearerEnv?: string | null;
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
  const { bearerEnv, secondBearerEnv = null, env } = options;
  const configured = [...options.headers.map(parseHeader), ...bearerLine(bearerEnv, '--bearer-env', env)];
  const [second] = bearerLine(secondBearerEnv, '--second-bearer-env', env);
  if (options.asConfigured !== true) configured.forEach(refuseOwn);
  const target = buildTarget({
    name: url.host,
    url,
    transport: 'http',
    headers: configured.filter(([name]) => !isOwnHeader(name)),
    configured,
    source: null,
    credentials: options.credentials,
    secrets: second === undefined ? [] : headerSecrets(second),
  });
  if (second === undefined) return target;
  refuseAlone(target, second);
  return { ...target, second };
}

/** Two users are two credentials. @throws {UserError} */
function refuseAlone({ configured, credentials }: Target, second: HeaderLine): void {
  const own = configured.filter(([name]) => credentials.includes(name.toLowerCase()));
  if (own.length > 0 && own.every(([, value]) => value !== second[1])) return;
  throw new UserError('a second user stands beside a first one', {
    where: '--second-bearer-env',
    found: own.length === 0 ? 'no credentials of a first one' : 'the same credentials twice',
    whatToDo: 'give the token of another user in --bearer-env',
  });
}

function bearerLine(variable: string | null, option: string, env: NodeJS.ProcessEnv): HeaderLine[] {
  if (variable === null) return [];
  const token = env[variable];
  if (token === undefined || token.trim() === '') {
    // Whoever gives the token itself instead must not find it in a log.
    const name = VARIABLE.test(variable) ? variable : MASK;
    throw new UserError(`the variable ${name} is ${token === undefined ? 'not set' : 'empty'}`, {
      where: option,
      whatToDo: `export ${name === MASK ? 'NAME' : name}=... (the token alone, without "Bearer"), and give its name`,
    });
  }
  return [parseHeader(`Authorization: Bearer ${token.trim()}`)];
}
