import type {
  ClientProfile,
  ConfigEntry,
  ConfigFile,
  ConfigHeader,
  ConfigProperty,
  Format,
  HeaderFacts,
  Merging,
} from '../../model.js';
import { mediaTypeOf } from '../../record/reading.js';
import { MASK } from '../../secrets/mask.js';
import { isCredential } from '../../secrets/names.js';
import {
  isKnownToken,
  isLiteralSecret,
  isPlaceholder,
  looksLikeToken,
  schemeOf,
} from '../../secrets/shapes.js';
import { isVariableName, literalOf, shownWord } from '../../targets/config/literal.js';
import { stringOf } from '../../targets/config/node.js';
import { isHeaderName, isHeaderValue } from '../../targets/headerLine.js';
import { propertiesOf } from './entry.js';
import { schemeOf as authorizationOf } from './scheme.js';

/** Headers whose value is no secret and matters to what is said; of all others no value is shown. */
const SHOWN: Record<string, RegExp> = {
  accept: /^[\w.+*/;=,\s-]{1,120}$/,
  'content-type': /^[\w.+*/;=,\s-]{1,120}$/,
  'mcp-protocol-version': /^[\w.,\s-]{1,40}$/,
  host: /^[\w.:[\]-]{1,120}$/,
  'content-length': /^\d{1,12}$/,
  'transfer-encoding': /^[\w,\s-]{1,40}$/,
};

/** What a client was recorded to do with configured headers. */
export type Recorded = Pick<ClientProfile, 'configured' | 'framing'>;

const FRAMING = ['content-length', 'transfer-encoding'];

/** The facts about each configured header of a file. */
export function headersOf(
  { entries, format }: ConfigFile,
  clientFor: (entry: ConfigEntry) => Recorded | null,
): HeaderFacts[] {
  return entries.flatMap((entry, at) => {
    const client = clientFor(entry);
    const configured = client?.configured ?? null;
    const spellings = new Map<string, string>();
    const inline = propertiesOf(entry.node)
      .filter((property) => isInlineToken(property, format))
      .map((property, index) => tokenFacts(property, { entry, at, index, format }));
    const written = entry.headers.map((header, index): HeaderFacts => {
      const lowerName = header.name.toLowerCase();
      const fromVariable = namesVariable(header.path, format);
      const literal = fromVariable ? '' : literalOf(header.text.raw, format);
      const credential = isCredential(header.name);
      const accept = lowerName === 'accept' ? listed(header.text.expanded) : [];
      const earlier = spellings.get(lowerName);
      spellings.set(lowerName, header.name);
      const unclear = header.text.expanded === null;
      return {
        id: `header${at}.${index}`,
        entry: `entry${at}`,
        server: entry.name,
        place: header.namePlace,
        path: header.path,
        name: shownName(header.name),
        lowerName: isHeaderName(header.name) && shownWord(header.name) === header.name ? lowerName : '',
        shown: shownValue(lowerName, header, fromVariable),
        nameAllowed: isHeaderName(header.name),
        valueAllowed: valueAllowed(header),
        credential,
        literalSecret: isKnownToken(literal) || (credential && isLiteralSecret(literal)),
        placeholder: credential && isPlaceholder(literal),
        suggested: suggestion(entry, header, format),
        ...authorizationOf(header, format, fromVariable),
        acceptsJson: unclear || accept.includes('application/json'),
        acceptsSse: unclear || accept.includes('text/event-stream'),
        mediaType: lowerName === 'content-type' ? mediaTypeOf(header.text.expanded) : null,
        framing: FRAMING.includes(lowerName) ? (client?.framing?.[lowerName] ?? 'unknown') : null,
        onPost: merging(configured, lowerName, 'post'),
        onGet: merging(configured, lowerName, 'get'),
        repeats: earlier !== undefined && earlier !== header.name,
        tokenForName: fromVariable && isToken(header.text.raw),
      };
    });
    return [...written, ...inline];
  });
}

/** What people call the key under which they write the token itself, where the client wants a variable's name. */
const INLINE_TOKEN = /^(bearer|auth|access|api)?[-_]?token$/i;

/** Whether a token is written into an entry whose client takes the name of a variable alone (Codex). */
export function isInlineToken({ key, value }: ConfigProperty, { keys }: Format): boolean {
  const text = stringOf(value);
  if (keys.bearerEnv === null || text === null || keys.known.includes(key) || !INLINE_TOKEN.test(key))
    return false;
  return isKnownToken(text) || (isLiteralSecret(text) && !isVariableName(text));
}

/** Whether this is a token in the place of a variable's name: rather once too few. */
export function isToken(text: string): boolean {
  if (isKnownToken(text) || schemeOf(text) !== '') return true;
  return !/^[A-Z_][A-Z\d_]*$/i.test(text) && isLiteralSecret(text);
}

interface Around {
  entry: ConfigEntry;
  at: number;
  index: number;
  format: Format;
}

/** A token of an entry as the header that it was meant for. */
function tokenFacts({ key, keyPlace }: ConfigProperty, { entry, at, index, format }: Around): HeaderFacts {
  return {
    id: `token${at}.${index}`,
    entry: `entry${at}`,
    server: entry.name,
    place: keyPlace,
    path: [...entry.path, key],
    name: key,
    lowerName: '',
    shown: MASK,
    nameAllowed: true,
    valueAllowed: true,
    credential: true,
    literalSecret: true,
    placeholder: false,
    suggested: `${format.keys.bearerEnv} = "${variableFor(entry, 'TOKEN')}"`,
    scheme: null,
    mended: null,
    acceptsJson: true,
    acceptsSse: true,
    mediaType: null,
    framing: null,
    onPost: null,
    onGet: null,
    repeats: false,
    tokenForName: false,
  };
}

/** Codex names the variable itself, with no sign around it. */
export function namesVariable(path: readonly string[], { keys }: Format): boolean {
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
export function shownName(name: string): string {
  const [allowed = ''] = /^[!#$%&'*+.^_`|~\w-]*/.exec(name) ?? [];
  return allowed === name ? shownWord(name) : `${shownWord(allowed)}...`;
}

function shownValue(lowerName: string, { text }: ConfigHeader, fromVariable: boolean): string {
  const harmless = SHOWN[lowerName]?.test(text.raw) === true && !looksLikeToken(text.raw) && !fromVariable;
  return harmless ? text.raw : MASK;
}

/** Clients cut blanks and line ends off both ends; what is inside stays. */
function valueAllowed({ text }: ConfigHeader): boolean {
  return text.expanded === null || isHeaderValue(text.expanded.trim());
}

/** `GITHUB_TOKEN`. */
function variableFor({ name }: ConfigEntry, ending: 'TOKEN' | 'KEY'): string {
  const words =
    name
      .toUpperCase()
      .match(/[A-Z\d]+/g)
      ?.join('_') ?? '';
  return `${/^[A-Z]/.test(words) ? words : 'MCP'}_${ending}`;
}

/** `Bearer ${GITHUB_TOKEN}`, or the line of Codex that names the variable. */
function suggestion(entry: ConfigEntry, { name, text }: ConfigHeader, format: Format): string | null {
  const { write } = format.expansion;
  const authorization = name.toLowerCase() === 'authorization';
  const variable = variableFor(entry, authorization ? 'TOKEN' : 'KEY');
  // mcp-remote fills it in itself, from the variables of the entry or of the shell.
  if (entry.bridge !== null) return `${shownName(name)}:\${${variable}}`;
  if (write !== null) return `${schemeOf(text.raw)}${write.replace('NAME', variable)}`;
  const { bearerEnv, envHeaders } = format.keys;
  if (bearerEnv !== null && authorization && /^Bearer\b/i.test(text.raw))
    return `${bearerEnv} = "${variable}"`;
  return envHeaders[0] === undefined ? null : `${envHeaders[0]} = { "${shownName(name)}" = "${variable}" }`;
}

/** The media types that an `Accept` lists, those with `q=0` left out. */
function listed(accept: string | null): string[] {
  return (accept ?? '')
    .toLowerCase()
    .split(',')
    .filter((range) => !/;\s*q=0(\.0*)?\s*($|;)/.test(range))
    .map((range) => mediaTypeOf(range) ?? '');
}
