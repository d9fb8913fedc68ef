/** One media range of an `Accept` value (RFC 9110 section 12.5.1). */
interface MediaRange {
  type: string;
  subtype: string;
  quality: number;
}

const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/**
 * Whether a media type is acceptable to an `Accept` value: the most specific range that matches
 * decides, `q=0` means no, an absent or empty header means any type. Types compare case-insensitively.
 * Read in favour of who answered: parameters of a range are no condition, what is no weight
 * (section 12.4.2) counts as 1, and of a range that stands twice the better weight counts.
 */
export function isAcceptable(accept: string | null, mediaType: string): boolean {
  if (accept === null || accept.trim() === '') return true;
  const [type = '', subtype = ''] = mediaType.toLowerCase().split('/');
  const matching = elements(accept)
    .map(parseRange)
    .filter((range): range is MediaRange => range !== null && matches(range, type, subtype))
    .sort((a, b) => specificity(b) - specificity(a) || b.quality - a.quality);
  return (matching[0]?.quality ?? 0) > 0;
}

/** The elements of a list; a comma inside a quoted parameter ends none (section 5.6.4). */
function elements(list: string): string[] {
  const unescaped = list.replace(/\\./g, '');
  if (!unescaped.includes('"')) return unescaped.split(',');
  const found = [''];
  let quoted = false;
  for (const symbol of unescaped) {
    if (symbol === '"') quoted = !quoted;
    if (symbol === ',' && !quoted) found.push('');
    else found.push(`${found.pop()}${symbol}`);
  }
  return found;
}

function parseRange(text: string): MediaRange | null {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type, subtype] = range.split('/');
  if (type === undefined || subtype === undefined || type === '' || subtype === '') return null;
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { type, subtype, quality: WEIGHT.test(weight) ? Number(weight) : 1 };
}

function matches(range: MediaRange, type: string, subtype: string): boolean {
  if (range.type === '*') return range.subtype === '*';
  return range.type === type && (range.subtype === '*' || range.subtype === subtype);
}

function specificity(range: MediaRange): number {
  return (range.type === '*' ? 0 : 2) + (range.subtype === '*' ? 0 : 1);
}
