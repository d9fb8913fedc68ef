import type { Format } from '../../model.js';
import { isVariableName, schemeOf, shownReference } from '../../observe/config/secrets.js';
import { referencesIn } from '../../targets/config/references.js';
import { MASK } from '../../targets/secrets.js';

/** Nobody keeps a secret in these. A session ID is one. */
const HARMLESS =
  /^(accept|accept-(language|encoding|charset)|content-(type|length)|host|user-agent|origin|connection|mcp-protocol-version|x-[a-z-]*version)$/i;
/** What follows one of these words is a secret wherever it stands, also in a comment or in a key. */
const AFTER_SCHEME = /\b(bearer|basic|token)(\s+)(?!\$\{|\$[A-Z_]|\{\w+:|\[redacted|<)[^\s"',;)\]]+/gi;

/** A header whose value may be shown. Misspelt names are not told apart from secret ones. */
export function isHarmless(name: string): boolean {
  return HARMLESS.test(name);
}

/** The value of a header as it may be shown: its scheme and its references, and nothing that is written down. */
export function maskedHeader(value: string, format: Format): string {
  const scheme = schemeOf(value);
  const { own, foreign } = referencesIn(value, format);
  let shown = scheme;
  let end = scheme.length;
  for (const { start, end: next, kind, name, fallback } of own) {
    if (start < end) return MASK;
    const written = value.slice(start, next);
    const isName = kind !== 'variable' || isVariableName(name);
    const withoutFallback = fallback ? written.replace(fallback, () => MASK) : written;
    shown += hidden(value.slice(end, start), foreign) + (isName ? withoutFallback : shownReference(written));
    end = next;
  }
  return shown + hidden(value.slice(end), foreign);
}

/** A literal part, in which only the references of other clients are left. */
function hidden(text: string, foreign: readonly string[]): string {
  const [found] = foreign.filter((each) => text.includes(each));
  if (found === undefined) return text.trim() === '' ? text : text.replace(/\S(.*\S)?/s, () => MASK);
  const at = text.indexOf(found);
  return [
    hidden(text.slice(0, at), foreign),
    shownReference(found),
    hidden(text.slice(at + found.length), foreign),
  ].join('');
}

/** A line without what follows `Bearer`, `Basic` or `Token`. */
export function withoutCredentials(line: string): string {
  return line.replace(AFTER_SCHEME, (_, scheme: string, space: string) => `${scheme}${space}${MASK}`);
}
