import type { Json } from '../../model.js';

/** A key as TOML writes it: bare where it may be. */
export function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : stringText(key);
}

/** A value in one line of TOML; null where there is a null in it, which TOML has not. */
export function valueText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return stringText(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    const items = value.map(valueText);
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }
  const pairs = Object.entries(value).map(([key, inner]) => [keyText(key), valueText(inner)] as const);
  if (pairs.some(([, inner]) => inner === null)) return null;
  return pairs.length === 0 ? '{}' : `{ ${pairs.map(([key, inner]) => `${key} = ${inner}`).join(', ')} }`;
}

/** JSON escapes as TOML does, but for one control character. */
function stringText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
