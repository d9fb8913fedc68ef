import type { ConfigEntry, ConfigFile, UrlFacts } from '../../model.js';
import { isCredential } from '../../secrets/names.js';
import { isLoopback } from '../../targets/address.js';
import { shownWord } from '../../targets/config/literal.js';
import { urlText } from './shownUrl.js';
import { pathTold, wordFor } from './type.js';

/** One label (a service of a composition), or a name that containers give their host. */
const INTERNAL = /^([a-z\d_-]+|.+\.internal)$/i;

/** The facts about each address of a file. Stdio servers have none. */
export function urlsOf({ entries, format }: ConfigFile): UrlFacts[] {
  return entries.flatMap((entry, index) => {
    const { url } = entry;
    if (url === null) return [];
    const text = urlText(url.raw, format);
    const parsed = parse(url.expanded);
    const host = parsed?.hostname.toLowerCase() ?? '';
    const pathTells = pathTold(entry);
    const localhost = host === 'localhost';
    return {
      id: `url${index}`,
      entry: `entry${index}`,
      server: entry.name,
      place: url.place,
      path: [...entry.path, urlKey(entry, format)],
      shown: text.shown,
      valid: url.expanded === null ? null : parsed !== null,
      scheme: parsed === null ? null : shownWord(parsed.protocol.slice(0, -1)),
      pathTells,
      typeSuggested: wordFor(pathTells ?? 'http', format),
      loopback: isLoopback(host) || host.endsWith('.localhost'),
      localhost,
      internal: INTERNAL.test(host),
      userinfo: text.userinfo,
      secretParameters: text.secretParameters.join(', '),
      literalSecret: text.literalSecret,
      sends: sends(entry),
      onIpv4: text.bare && localhost ? withHost(url.raw, '127.0.0.1') : null,
    };
  });
}

function parse(text: string | null): URL | null {
  return text !== null && URL.canParse(text) ? new URL(text) : null;
}

/** The text with another host, to the letter otherwise; null where its host stands in a variable. */
function withHost(raw: string, host: string): string | null {
  const changed = raw.replace(/^([a-z][a-z\d+.-]*:\/\/)(\[[^\]]*\]|[^/:?#${]+)(?=[/:?#]|$)/i, `$1${host}`);
  return changed === raw ? null : changed;
}

function sends({ headers }: ConfigEntry): UrlFacts['sends'] {
  const credentials = headers.filter(({ name }) => isCredential(name));
  if (credentials.length === 0) return null;
  const bearer = credentials.some(
    ({ name, text }) =>
      name.toLowerCase() === 'authorization' && /^Bearer\b/i.test(text.expanded ?? text.raw),
  );
  return bearer ? 'bearer' : 'credentials';
}

/** The key that the address came from: of several, the one whose value stands where the text does. */
export function urlKey({ node, url }: ConfigEntry, { keys }: ConfigFile['format']): string {
  const offset = url?.place.offset;
  const found = node.properties.find(({ value }) => value.place.offset === offset);
  return found?.key ?? keys.url[0]?.key ?? 'url';
}
