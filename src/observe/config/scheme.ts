import type { ConfigHeader, Format, HeaderFacts } from '../../model.js';
import { isPlaceholder, withoutScheme } from '../../secrets/shapes.js';
import { literalOf } from '../../targets/config/literal.js';

type SchemeFacts = Pick<HeaderFacts, 'scheme' | 'mended'>;

const DOUBLED = /^Bearer\s+Bearer(\s|$)/i;
const FIRST = /^Bearer\s+/i;
/** Shorter ones are no token. */
const SHORTEST = 8;

/** How `Authorization` says what it is: the scheme once, twice or never. */
export function schemeOf({ name, text }: ConfigHeader, format: Format, fromVariable: boolean): SchemeFacts {
  const sent = text.expanded?.trim() ?? '';
  if (name.toLowerCase() !== 'authorization' || sent === '' || isPlaceholder(sent)) return UNKNOWN;
  const bare = !fromVariable && withoutScheme(`${literalOf(text.raw, format)} `) === '';
  if (DOUBLED.test(sent)) {
    return { scheme: 'doubled', mended: bare && FIRST.test(text.raw) ? text.raw.replace(FIRST, '') : null };
  }
  if (/\s/.test(sent)) return { scheme: 'once', mended: null };
  return sent.length < SHORTEST
    ? UNKNOWN
    : { scheme: 'missing', mended: bare ? `Bearer ${text.raw.trim()}` : null };
}

const UNKNOWN: SchemeFacts = { scheme: null, mended: null };
