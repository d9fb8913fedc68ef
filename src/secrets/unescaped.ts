import { type Escape, escapeAt } from './escapes.js';

/** A text as it reads once escapes are undone. */
export interface Layer {
  text: string;
  /** What it was made of; null: it is the original. */
  below: { layer: Layer; origins: Uint32Array } | null;
}

/** A server may escape what it escaped; more often than this nobody does. */
const ROUNDS = 4;

/** The text itself, and how it reads with the escapes of JSON, URLs and HTML undone once, twice, ... */
export function layersOf(text: string): Layer[] {
  const layers: Layer[] = [];
  let layer: Layer | null = { text, below: null };
  for (let round = 0; round <= ROUNDS && layer !== null; round += 1) {
    layers.push(layer);
    layer = unescaped(layer);
  }
  return layers;
}

/** Where a stretch of a layer stands in the original. An escape is never cut in two. */
export function placeIn({ below }: Layer, start: number, end: number): [start: number, end: number] {
  if (below === null) return [start, end];
  const { layer, origins } = below;
  let behind = end;
  // One escape may stand for two UTF-16 units.
  while (behind > 0 && behind < origins.length - 1 && origins[behind] === origins[behind - 1]) behind += 1;
  return placeIn(layer, origins[start] ?? 0, origins[behind] ?? 0);
}

/**
 * The same text with its escapes undone; null where it has none. It is at most as long, so one walk fills it, with
 * the place that each unit came from: a mebibyte of escapes would be as many objects otherwise.
 */
function unescaped(layer: Layer): Layer | null {
  const { text } = layer;
  const first = nextEscape(text, 0);
  if (first === null) return null;
  const units = new Uint16Array(text.length);
  const origins = new Uint32Array(text.length + 1);
  let length = 0;
  let at = 0;
  for (let met: At | null = first; ; met = nextEscape(text, at)) {
    const until = met?.at ?? text.length;
    for (; at < until; at += 1, length += 1) {
      units[length] = text.charCodeAt(at);
      origins[length] = at;
    }
    if (met === null) break;
    for (let unit = 0; unit < met.means.length; unit += 1, length += 1) {
      units[length] = met.means.charCodeAt(unit);
      origins[length] = at;
    }
    at += met.length;
  }
  origins[length] = text.length;
  return {
    text: textOf(units.subarray(0, length)),
    below: { layer, origins: origins.subarray(0, length + 1) },
  };
}

interface At extends Escape {
  at: number;
}

function nextEscape(text: string, from: number): At | null {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== BACKSLASH && code !== PERCENT && code !== AMPERSAND) continue;
    const found = escapeAt(text, at);
    if (found !== null) return { at, ...found };
  }
  return null;
}

const [BACKSLASH, PERCENT, AMPERSAND] = [0x5c, 0x25, 0x26];

function textOf(units: Uint16Array): string {
  return Buffer.from(units.buffer, 0, units.byteLength).toString('utf16le');
}
