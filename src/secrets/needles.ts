import type { Spelling } from './spellings.js';

/** From the first character to behind the last one, and what stands in its place. */
export interface Found {
  start: number;
  end: number;
  label: string;
}

interface Needle extends Spelling {
  label: string;
}

/** So many characters at its beginning tell whether a needle may stand somewhere. */
const BEGINNING = 4;
const SLOTS = 1 << 16;

/**
 * Finds many texts in one walk: what is looked for is filed by its first characters, so that the time grows
 * with the text, and not with how many there are. A server chooses the text: no regular expression sees it.
 */
export class Needles {
  readonly #filed = new Map<number, Needle[]>();
  readonly #begins = new Uint8Array(SLOTS);
  readonly #known = new Set<string>();

  get size(): number {
    return this.#known.size;
  }

  /** @param spelling at least four characters, else it is not looked for */
  add(spelling: Spelling, label: string): void {
    const { text } = spelling;
    if (text.length < BEGINNING || this.#known.has(text)) return;
    this.#known.add(text);
    const slot = slotOf(text);
    const filed = this.#filed.get(slot) ?? [];
    filed.push({ ...spelling, label });
    this.#filed.set(
      slot,
      filed.sort((a, b) => b.text.length - a.text.length),
    );
    this.#begins[slot] = 1;
  }

  /** All places, in order and without overlaps. @param text in lower case */
  find(text: string): Found[] {
    const found: Found[] = [];
    if (this.size === 0) return found;
    const [begins, filed] = [this.#begins, this.#filed];
    // The same as `slotOf` at each place, with each character read once.
    let [first, second, third] = [text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2)];
    for (let at = 0, last = text.length - BEGINNING; at <= last; at += 1) {
      const fourth = text.charCodeAt(at + 3);
      const slot = filedUnder(first, second, third, fourth);
      first = second;
      second = third;
      third = fourth;
      if (begins[slot] === 0) continue;
      const needle = filed.get(slot)?.find((one) => text.startsWith(one.text, at));
      if (needle === undefined) continue;
      const start = needle.before === 1 && isBase64(text, at - 1) ? at - 1 : at;
      const end = at + needle.text.length;
      add(found, {
        start,
        end: needle.after === 1 && isBase64(text, end) ? end + 1 : end,
        label: needle.label,
      });
    }
    return found;
  }

  /**
   * Where a text breaks off inside of a needle: the place at which what is left of it begins.
   * @param text in lower case; @param shortest a piece that is shorter is none
   */
  brokenOff(text: string, shortest: number): number | null {
    const last = text.slice(-shortest);
    if (last.length < shortest) return null;
    const starts = [...this.#filed.values()].flat().flatMap(({ text: needle }) => {
      if (!needle.includes(last)) return [];
      for (let length = Math.min(needle.length - 1, text.length); length >= shortest; length -= 1) {
        if (text.endsWith(needle.slice(0, length))) return [text.length - length];
      }
      return [];
    });
    return starts.length === 0 ? null : Math.min(...starts);
  }
}

/** Adds a place behind those that begin no later; what overlaps, or continues what is called the same, becomes one. */
export function add(places: Found[], { start, end, label }: Found): void {
  const last = places.at(-1);
  const touches = last !== undefined && (start < last.end || (start === last.end && label === last.label));
  if (!touches) {
    places.push({ start, end, label });
    return;
  }
  if (end <= last.end) return;
  // The longer one says what it is.
  if (end - start > last.end - last.start) last.label = label;
  last.start = Math.min(last.start, start);
  last.end = end;
}

function slotOf(text: string): number {
  return filedUnder(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2), text.charCodeAt(3));
}

function filedUnder(first: number, second: number, third: number, fourth: number): number {
  return (first ^ (second << 4) ^ (third << 8) ^ (fourth << 11)) & (SLOTS - 1);
}

function isBase64(text: string, at: number): boolean {
  return /^[\w+/-]$/.test(text.charAt(at));
}
