import reasons from '../rules/reasons.json' with { type: 'json' };

/** A sentence of `rules/reasons.json`: why something was not sent, not judged, or is as it is. */
export type Reason = keyof typeof reasons;

/** The sentence, with its places filled. */
export function reason(name: Reason, places: Record<string, string | number> = {}): string {
  return reasons[name].replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
}
