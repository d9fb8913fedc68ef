import type { HeaderLine, Target } from '../model.js';
import { isCredential, isHarmless, isSecretHeader } from '../secrets/names.js';
import { decoded, isCredentialParameter, isSecret, parametersOf, withQuery } from '../secrets/parameters.js';
import { headerSecrets, parameterSecrets, userinfoSecrets } from '../secrets/parts.js';
import { isKnownToken, isTelling, looksLikeToken, tokensIn } from '../secrets/shapes.js';
import { pathSecrets, shownUrl, spellings } from '../secrets/shownUrl.js';

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
  const isNamed = ([name]: HeaderLine): boolean => named.includes(name.toLowerCase());
  const credentials = configured.filter(
    (line) => isNamed(line) || isCredential(line[0]) || isKnownToken(line[1]),
  );
  const hidden = configured.filter(
    (line) => credentials.includes(line) || isHidden(line, parts.source !== null),
  );
  const hiddenInUrl = { parameters: named, texts: parts.secrets };
  const parameters = parametersOf(url);
  const fromVariables = spellings(parts.secrets);
  const secret = parameters.filter((one) => isSecret(one, named) || fromVariables.includes(one.value));
  const dropped = secret.filter(
    (one) => isCredentialParameter(one, named) || fromVariables.includes(one.value),
  );
  const kept = parameters.filter((one) => !dropped.includes(one));
  return {
    name: parts.name,
    url: url.href,
    transport: parts.transport,
    bareUrl:
      dropped.length === 0
        ? url.href
        : withQuery(
            url,
            kept.map(({ text }) => text),
          ),
    shownUrl: shownUrl(url, hiddenInUrl),
    headers,
    configured,
    source: parts.source,
    credentials: namesOf(credentials),
    hidden: namesOf(hidden),
    hiddenInUrl,
    secrets: hunted(url, [
      ...credentials.flatMap(headerSecrets),
      ...hidden.flatMap(([, value]) => [...tokensIn(value), ...(isAddress(value) ? [] : [value])]),
      ...inUserinfo,
      ...secret.flatMap(parameterSecrets),
      ...pathSecrets(url),
      // In a path they may stand percent-encoded, and come back as what that means.
      ...parts.secrets.flatMap((one) => [one, decoded(one)]),
    ]),
  };
}

/** In a client's file everything is, but for what is known to be none; what is typed, where it looks like one. */
function isHidden([name, value]: HeaderLine, inFile: boolean): boolean {
  return isSecretHeader(name) || looksLikeToken(value) || (inFile && !isHarmless(name));
}

/** `https://a.example/b`, `a.example`: what a header may name that answers name too. */
function isAddress(value: string): boolean {
  return /^([a-z][a-z\d+.-]*:\/\/\S+|([a-z\d-]+\.)+[a-z]{2,}(:\d+)?)$/i.test(value);
}

/** What can be told apart from ordinary words; everybody may see the name of the host. */
function hunted({ host }: URL, secrets: readonly string[]): string[] {
  return [...new Set(secrets)].filter((one) => isTelling(one) && !host.includes(one.toLowerCase()));
}

function namesOf(lines: readonly HeaderLine[]): string[] {
  return [...new Set(lines.map(([name]) => name.toLowerCase()))];
}

/** Credentials in a URL go out as Basic authentication, as clients send them. */
function basicLine(url: URL): HeaderLine[] {
  if (url.username === '' && url.password === '') return [];
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return [['Authorization', `Basic ${Buffer.from(pair).toString('base64')}`]];
}
