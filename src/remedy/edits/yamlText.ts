import type { Json } from '../../model.js';

/** Words and numbers that mean something else without quotes, also to parsers of YAML 1.1. */
const MEANS_ELSE = /^(~|null|true|false|yes|no|on|off|y|n|[-+.\d].*)$/i;
/** What stands for itself without quotes, in a flow too; `: ` and ` #` cannot come up. */
const PLAIN = /^[A-Za-z_/][\w./@-]*$/;
const PLAIN_URL = /^https?:\/\/[\w./:?=@%-]*[\w/]$/;

/** A value as YAML writes it in one line; a text keeps the quotes that it had, where it can. */
export function flowText(value: Json, quote: '"' | "'" | '' = ''): string {
  if (typeof value === 'string') return stringText(value, quote);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => flowText(each)).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, each]) => `${keyText(key)}: ${flowText(each)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

export function keyText(key: string): string {
  return stringText(key, '');
}

/** `key: value`, over several lines where objects stand below; the first line without an indentation. */
export function blockLines(key: string, value: Json, unit: string): string[] {
  const inner = linesBelow(value, unit);
  if (inner === null) return [`${keyText(key)}: ${flowText(value)}`];
  return [`${keyText(key)}:`, ...inner.map((line) => unit + line)];
}

/** The lines of an object, or of a list with an object in it; null for what is written in one line. */
export function linesBelow(value: Json, unit: string): string[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    if (!value.some((each) => typeof each === 'object' && each !== null)) return null;
    return value.flatMap((each) => itemLines(each, unit));
  }
  const pairs = Object.entries(value);
  return pairs.length === 0 ? null : pairs.flatMap(([name, each]) => blockLines(name, each, unit));
}

/** `- value`, further lines below it. */
export function itemLines(value: Json, unit: string): string[] {
  const lines = linesBelow(value, unit) ?? [flowText(value)];
  return lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** Double quotes escape as JSON does, but for one control character. */
function stringText(text: string, quote: '"' | "'" | ''): string {
  const plain = PLAIN_URL.test(text) || (PLAIN.test(text) && !MEANS_ELSE.test(text));
  if (quote === '' && plain) return text;
  if (quote === "'" && !/['\p{Cc}\u2028\u2029]/u.test(text)) return `'${text}'`;
  return JSON.stringify(text)
    .replaceAll('\u007f', '\\u007f')
    .replace(
      /[\u0080-\u009f\u2028\u2029\ufeff]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
