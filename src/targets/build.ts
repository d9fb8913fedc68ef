import type { HeaderLine, Target } from '../model.js';
import {
  decoded,
  headerSecrets,
  isSecret,
  type Parameter,
  parameterSecrets,
  parametersOf,
  userinfoSecrets,
  withQuery,
} from './secrets.js';

/** Headers that count as credentials wherever they come from (design: the no-auth cell drops them). */
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];
/** And those that say so by their name: `X-Auth-Token`, `Api-Key`, `Ocp-Apim-Subscription-Key`. */
const CREDENTIAL_NAME = /(^|[-_])(auth|token|secret|password|jwt|(api|access|subscription)[-_]?key)([-_]|$)/;

/** What a target is made of, wherever it was written down. */
export interface Parts {
  name: string;
  url: URL;
  transport: Target['transport'];
  /** What is sent with every request. */
  headers: HeaderLine[];
  /** All that is configured, `Accept` and the like included. */
  configured: HeaderLine[];
  source: Target['source'];
  /** Names of headers and query parameters that count as credentials, beside those that say so. */
  credentials: readonly string[];
  /** Pieces of the URL and of headers that came from variables. */
  secrets: readonly string[];
}

/** A header that is a credential by its name, in any case. */
export function isCredential(name: string): boolean {
  const lower = name.toLowerCase();
  return CREDENTIAL_HEADERS.includes(lower) || CREDENTIAL_NAME.test(lower);
}

/** The target, with what must not be seen told apart from the rest. */
export function buildTarget(parts: Parts): Target {
  const url = new URL(parts.url);
  const named = parts.credentials.map((name) => name.toLowerCase());
  const basic = basicLine(url);
  const inUserinfo = basic.length === 0 ? [] : userinfoSecrets(url);
  url.username = '';
  url.password = '';
  url.hash = '';
  const headers = [...parts.headers, ...basic];
  const configured = [...parts.configured, ...basic];
  const names = new Set(configured.map(([name]) => name.toLowerCase()));
  const credentials = [...names].filter((name) => isCredential(name) || named.includes(name));
  const secretLines = configured.filter(([name]) => credentials.includes(name.toLowerCase()));
  const { bareUrl, shownUrl, secret } = withoutSecrets(url, named, parts.secrets);
  return {
    name: parts.name,
    url: url.href,
    transport: parts.transport,
    bareUrl,
    shownUrl,
    headers,
    configured,
    source: parts.source,
    credentials,
    secrets: [
      ...secretLines.flatMap(headerSecrets),
      ...inUserinfo,
      ...secret.flatMap(parameterSecrets),
      // In a path they may stand percent-encoded, and come back as what that means.
      ...parts.secrets.flatMap((one) => [...new Set([one, decoded(one)])]),
    ],
  };
}

/** The URL without its secret parameters, and with all of its secrets masked. */
function withoutSecrets(
  url: URL,
  named: readonly string[],
  secrets: readonly string[],
): { bareUrl: string; shownUrl: string; secret: Parameter[] } {
  const spelt = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), encodeURI(secret)]);
  const inPath = spelt.filter((secret) => secret !== '' && url.pathname.includes(secret));
  const parameters = parametersOf(url);
  const secret = parameters.filter(
    (parameter) => isSecret(parameter, named) || spelt.some((one) => one !== '' && parameter.value === one),
  );
  const others = parameters.filter((parameter) => !secret.includes(parameter));
  const masked = parameters.map((parameter) =>
    secret.includes(parameter) ? `${parameter.text.split('=', 1)[0]}=REDACTED` : parameter.text,
  );
  const texts = (pieces: { text: string }[]): string[] => pieces.map(({ text }) => text);
  const shown = secret.length === 0 ? new URL(url) : new URL(withQuery(url, masked));
  for (const one of inPath) shown.pathname = shown.pathname.replaceAll(one, 'REDACTED');
  return {
    bareUrl: secret.length === 0 ? url.href : withQuery(url, texts(others)),
    shownUrl: shown.href,
    secret,
  };
}

/** Credentials in a URL go out as Basic authentication, as clients send them. */
function basicLine(url: URL): HeaderLine[] {
  if (url.username === '' && url.password === '') return [];
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return [['Authorization', `Basic ${Buffer.from(pair).toString('base64')}`]];
}
