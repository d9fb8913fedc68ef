import { maskedJson } from './json.js';
import { MASK } from './mask.js';
import { add, type Found, Needles } from './needles.js';
import { isTelling } from './shapes.js';
import { type Spelling, spellingsOf } from './spellings.js';
import { type Layer, layersOf, placeIn } from './unescaped.js';

/** What is left of a secret where a text breaks off is masked from this length on. */
const SHORTEST_PART = 6;
/** The longest escape of one character: `\\u003d` escaped once more. */
const LONGEST_ESCAPE = 12;
/** Of a long secret, each piece is looked for. */
const PIECE = 48;
const HALF_ESCAPE = /(?:\\(?:u[\da-f]{0,3})?|%[\da-f]?|&#?\w{0,7})$/i;

/**
 * Takes secrets out of what a server says, however it spells them: in any case, reversed, in hex or base64,
 * behind the escapes of JSON, URLs and HTML. A secret that is an ordinary word is not looked for.
 */
export class Masker {
  readonly #needles = new Needles();
  #longest = 0;

  /** Looks for this too, from now on, in whatever encoding. */
  hide(secret: string): void {
    // What looks like an escape in the secret itself is undone in the text that is searched, read either way.
    for (const piece of meanings(secret).flatMap(piecesOf)) {
      for (const spelling of spellingsOf(piece)) this.#look(spelling, MASK);
    }
    this.name([...secret].reverse().join(''), MASK);
  }

  /** Puts a name in the place of this, as it is or behind escapes. */
  name(text: string, name: string): void {
    for (const piece of meanings(text).flatMap(piecesOf)) {
      this.#look({ text: piece.toLowerCase(), before: 0, after: 0 }, name);
    }
  }

  #look(spelling: Spelling, label: string): void {
    this.#needles.add(spelling, label);
    this.#longest = Math.max(this.#longest, spelling.text.length);
  }

  /** A text that is nothing but a text: a header value, a page. */
  text(text: string): string {
    return replaced(text, this.#found(text));
  }

  /**
   * A body or the data of an event. JSON stays the JSON that it was: only what its strings say changes. The same
   * holds for the lines of an event stream.
   */
  body(text: string): string {
    const found = this.#found(text);
    if (found.length === 0) return text;
    const mask = (inner: string) => (/^\s*[{[]/.test(inner) ? this.body(inner) : this.text(inner));
    const json = maskedJson(text, found, mask);
    if (json !== null) return json;
    if (!/^data:/m.test(text)) return this.text(text);
    return text.replace(/^(data: ?)(.*)$/gm, (_line, field: string, data: string) => field + this.body(data));
  }

  /** The same for a body that breaks off: in the middle of a secret, perhaps. */
  cut(text: string): string {
    const tail = text.slice(-this.#longest * LONGEST_ESCAPE);
    const from = text.length - tail.length;
    const starts = layersOf(tail).flatMap((layer) =>
      [layer.text, layer.text.replace(HALF_ESCAPE, '')].flatMap((ending) => {
        const start = this.#needles.brokenOff(lowered(ending), SHORTEST_PART);
        return start === null ? [] : [from + placeIn(layer, start, start)[0]];
      }),
    );
    return starts.length === 0 ? this.body(text) : this.text(text.slice(0, Math.min(...starts))) + MASK;
  }

  #found(text: string): Found[] {
    if (this.#needles.size === 0) return [];
    const all = layersOf(text).flatMap((layer) => this.#foundIn(layer));
    const merged: Found[] = [];
    for (const place of all.sort((a, b) => a.start - b.start || b.end - a.end)) add(merged, place);
    return merged;
  }

  #foundIn(layer: Layer): Found[] {
    return this.#needles.find(lowered(layer.text)).map(({ start, end, label }) => {
      const [from, to] = placeIn(layer, start, end);
      return { start: from, end: to, label };
    });
  }
}

/** A long secret in pieces, so that the search takes no longer for it, and each is found by itself too. */
function piecesOf(secret: string): string[] {
  const count = Math.max(1, Math.floor(secret.length / PIECE));
  return Array.from({ length: count }, (_, at) =>
    secret.slice(at * PIECE, at === count - 1 ? undefined : (at + 1) * PIECE),
  );
}

function meanings(secret: string): string[] {
  return layersOf(secret)
    .map(({ text }) => text)
    .filter(isTelling);
}

function replaced(text: string, places: readonly Found[]): string {
  let out = '';
  let end = 0;
  for (const place of places) {
    out += text.slice(end, place.start) + place.label;
    end = place.end;
  }
  return out + text.slice(end);
}

/** In lower case, and of the same length: some letters have a longer one. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
