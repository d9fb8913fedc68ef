/** One media range of an `Accept` value (RFC 9110 section 12.5.1). */
interface MediaRange {
  type: string;
  subtype: string;
  quality: number;
}

/**
 * Whether a media type is acceptable to an `Accept` value: the most specific range that matches
 * decides, `q=0` means no, an absent header means any type. Types compare case-insensitively.
 */
export function isAcceptable(accept: string | null, mediaType: string): boolean {
  if (accept === null || accept.trim() === '') return true;
  const [type = '', subtype = ''] = mediaType.toLowerCase().split('/');
  const matching = accept
    .split(',')
    .map(parseRange)
    .filter((range): range is MediaRange => range !== null && matches(range, type, subtype))
    .sort((a, b) => specificity(b) - specificity(a));
  return (matching[0]?.quality ?? 0) > 0;
}

function parseRange(text: string): MediaRange | null {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type, subtype] = range.split('/');
  if (type === undefined || subtype === undefined || type === '' || subtype === '') return null;
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, subtype, quality: Number.isNaN(quality) ? 1 : quality };
}

function matches(range: MediaRange, type: string, subtype: string): boolean {
  if (range.type === '*') return range.subtype === '*';
  return range.type === type && (range.subtype === '*' || range.subtype === subtype);
}

function specificity(range: MediaRange): number {
  return (range.type === '*' ? 0 : 2) + (range.subtype === '*' ? 0 : 1);
}
