import type {
  ClientProfile,
  ConfigEntry,
  ConfigFile,
  ConfigHeader,
  Format,
  HeaderFacts,
  Merging,
} from '../../model.js';
import { mediaTypeOf } from '../../record/reading.js';
import { isCredentialName } from '../../target/credentials.js';
import { MASK } from '../../target/secrets.js';
import {
  isKnownToken,
  isLiteralSecret,
  isPlaceholder,
  literalOf,
  looksLikeToken,
  schemeOf,
  shownWord,
  withoutScheme,
} from './secrets.js';

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const FORBIDDEN_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
/** Headers whose value is no secret and matters to what is said; of all others no value is shown. */
const SHOWN: Record<string, RegExp> = {
  accept: /^[\w.+*/;=,\s-]{1,120}$/,
  'content-type': /^[\w.+*/;=,\s-]{1,120}$/,
  'mcp-protocol-version': /^[\w.,\s-]{1,40}$/,
  host: /^[\w.:[\]-]{1,120}$/,
  'content-length': /^\d{1,12}$/,
  'transfer-encoding': /^[\w,\s-]{1,40}$/,
};
/** Called like a credential, these say something about it. */
const ABOUT_CREDENTIALS =
  /[-_](type|mode|scheme|version|provider|method|realm|user|name|email|url|host|domain|tenant|id|expires?|timeout)$/;

/** The facts about each configured header of a file. */
export function headersOf(
  { entries, format }: ConfigFile,
  configured: ClientProfile['configured'] | null,
): HeaderFacts[] {
  return entries.flatMap((entry, at) =>
    entry.headers.map((header, index): HeaderFacts => {
      const lowerName = header.name.toLowerCase();
      const fromVariable = namesVariable(header, format);
      const literal = fromVariable ? '' : literalOf(header.text.raw, format);
      const credential = isCredentialName(lowerName) && !ABOUT_CREDENTIALS.test(lowerName);
      const accept = lowerName === 'accept' ? listed(header.text.expanded) : [];
      return {
        id: `header${at}.${index}`,
        entry: `entry${at}`,
        server: entry.name,
        place: header.namePlace,
        path: header.path,
        name: shownName(header.name),
        lowerName: NAME.test(header.name) && shownWord(header.name) === header.name ? lowerName : '',
        shown: shownValue(lowerName, header, fromVariable),
        nameAllowed: NAME.test(header.name),
        valueAllowed: valueAllowed(header),
        credential,
        literalSecret: isKnownToken(literal) || (credential && isLiteralSecret(literal)),
        placeholder: credential && isPlaceholder(literal),
        suggested: suggestion(entry, header, format),
        acceptsJson: accept.includes('application/json'),
        acceptsSse: accept.includes('text/event-stream'),
        mediaType: lowerName === 'content-type' ? mediaTypeOf(header.text.expanded) : null,
        onPost: merging(configured, lowerName, 'post'),
        onGet: merging(configured, lowerName, 'get'),
        repeats: entry.headers
          .slice(0, index)
          .some(({ name }) => name !== header.name && name.toLowerCase() === lowerName),
      };
    }),
  );
}

/** Codex names the variable itself, with no sign around it. */
export function namesVariable({ path }: ConfigHeader, { keys }: Format): boolean {
  const above = path.at(-2) ?? '';
  return keys.envHeaders.includes(above) || path.at(-1) === keys.bearerEnv;
}

/** Only what was recorded for this very header: `*` stands for headers that a client has none of its own of. */
function merging(
  configured: ClientProfile['configured'] | null,
  lowerName: string,
  occasion: 'post' | 'get',
): Merging | null {
  return configured?.[lowerName]?.[occasion] ?? null;
}

/** A name as far as HTTP allows it: behind the first other sign may stand a value. */
function shownName(name: string): string {
  const [allowed = ''] = /^[!#$%&'*+.^_`|~\w-]*/.exec(name) ?? [];
  return allowed === name ? shownWord(name) : `${shownWord(allowed)}...`;
}

function shownValue(lowerName: string, { text }: ConfigHeader, fromVariable: boolean): string {
  const harmless = SHOWN[lowerName]?.test(text.raw) === true && !looksLikeToken(text.raw) && !fromVariable;
  return harmless ? text.raw : MASK;
}

/** Clients cut blanks and line ends off both ends; what is inside stays. */
function valueAllowed({ text }: ConfigHeader): boolean {
  return (
    text.expanded === null || !FORBIDDEN_IN_VALUE.test(text.expanded.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, ''))
  );
}

/** `Bearer ${GITHUB_TOKEN}`. */
function suggestion(entry: ConfigEntry, { name, text }: ConfigHeader, format: Format): string | null {
  const { write } = format.expansion;
  if (write === null) return null;
  const server = entry.name
    .toUpperCase()
    .replace(/[^A-Z\d]+/g, '_')
    .replace(/^_|_$/g, '');
  const kind = name.toLowerCase() === 'authorization' ? 'TOKEN' : 'KEY';
  const variable = `${/^[A-Z]/.test(server) ? server : 'MCP'}_${kind}`;
  return `${withoutScheme(text.raw) === text.raw.trim() ? '' : schemeOf(text.raw)}${write.replace('NAME', variable)}`;
}

/** The media types that an `Accept` lists, those with `q=0` left out. */
function listed(accept: string | null): string[] {
  return (accept ?? '')
    .toLowerCase()
    .split(',')
    .filter((range) => !/;\s*q=0(\.0*)?\s*($|;)/.test(range))
    .map((range) => mediaTypeOf(range) ?? '');
}
