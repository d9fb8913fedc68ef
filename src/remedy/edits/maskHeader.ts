import type { Format } from '../../model.js';
import { MASK } from '../../secrets/mask.js';
import { schemeOf } from '../../secrets/shapes.js';
import { isVariableName, shownReference } from '../../targets/config/literal.js';
import { COMMAND, referencesIn } from '../../targets/config/references.js';

/** What follows one of these words is a secret wherever it stands, also in a comment or in a key. */
const AFTER_SCHEME =
  /\b(bearer|basic|token)(\s+)(?!\$\{|\$\(\.\.\.\)|\$[A-Z_]|\{\w+:|\[redacted|<)[^\s"',;)\]]+/gi;

/** The value of a header as it may be shown: its scheme and its references, and nothing that is written down. */
export function maskedHeader(value: string, format: Format): string {
  const scheme = schemeOf(value);
  const { own, foreign } = referencesIn(value, format);
  let shown = scheme;
  let end = scheme.length;
  for (const { start, end: next, kind, name, fallback } of own) {
    if (start < end) return MASK;
    // What a command is given may be a secret too.
    const written = name === COMMAND ? COMMAND : value.slice(start, next);
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
