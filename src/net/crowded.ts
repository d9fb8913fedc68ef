import { VALUE_CAP } from './wire.js';

const OPENERS = new Set(['{', '[', ','].map((sign) => sign.charCodeAt(0)));

/** JSON with more values than any answer has. Every value but the first comes after one of these signs. */
export function isCrowded(text: string): boolean {
  if (text.length <= VALUE_CAP || !/^\s*[{[]/.test(text)) return false;
  let signs = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (OPENERS.has(text.charCodeAt(at))) signs += 1;
    if (signs > VALUE_CAP) return true;
  }
  return false;
}
