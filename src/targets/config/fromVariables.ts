import type { ConfigEntry } from '../../model.js';

/** What a piece of a URL is at least, to be more likely a token than a name. */
const SHORTEST_PIECE = 8;

/**
 * What came from variables and must not be seen: all that a header takes from one; of a URL, what is not its
 * host, whose name everybody may see.
 */
export function secretsIn({ url, headers }: ConfigEntry, parsed: URL): string[] {
  const inHeaders = headers.flatMap(({ text }) => text.variables.flatMap(valuesOf));
  const inUrl = (url?.variables ?? []).flatMap(valuesOf).flatMap((value) =>
    /[/?#&=]/.test(value)
      ? // A whole address, or a path: its long pieces.
        value.split(/[/?#&=:@]+/).filter((piece) => piece.length >= SHORTEST_PIECE)
      : [value],
  );
  const host = parsed.host.toLowerCase();
  return [...inHeaders, ...inUrl.filter((piece) => !host.includes(piece.toLowerCase()))];
}

function valuesOf({ state, value }: { state: string; value: string | null }): string[] {
  return state === 'set' && value !== null && value.trim() !== '' ? [value.trim()] : [];
}
