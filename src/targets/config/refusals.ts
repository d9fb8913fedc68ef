import type { ConfigEntry, ConfigFile, Format, Refusal, Refuses } from '../../model.js';
import type { Document } from './document.js';
import { movedFrom } from './formats.js';
import { matches, properties, propertyOf } from './node.js';

/** Everything for which the client drops the whole file, in the order of the file. */
export function refusalsIn(
  path: string,
  { root, lapses }: Pick<Document, 'root' | 'lapses'>,
  entries: readonly ConfigEntry[],
  format: Format,
): Refusal[] {
  const { refuses, keys, servers } = format;
  const misplaced =
    movedFrom(path, format) === null
      ? []
      : servers
          .flatMap((pattern) => matches(root, pattern))
          .map(({ property }): Refusal => ({ kind: 'place', place: property.keyPlace, path: [] }));
  const between = lapses.map(({ kind, place }): Refusal => ({ kind, place, path: [] }));
  const within = refuses === null ? [] : entries.flatMap((entry) => refusedIn(entry, refuses, keys));
  return [...misplaced, ...between, ...within].sort((a, b) => a.place.offset - b.place.offset);
}

function refusedIn(entry: ConfigEntry, refuses: Refuses, { url }: Format['keys']): Refusal[] {
  const { node, path } = entry;
  const has = (key: string): boolean => propertyOf(node, key) !== null;
  const beside = has('command')
    ? refuses.withCommand
    : url.some(({ key }) => has(key))
      ? refuses.withUrl
      : [];
  return properties(node).flatMap(({ key, keyPlace, value }): Refusal[] => {
    const kind = refuses.keys.includes(key)
      ? 'key'
      : beside.includes(key)
        ? 'mixed'
        : refuses.booleans.includes(key) && value.kind !== 'boolean'
          ? 'not-boolean'
          : null;
    return kind === null ? [] : [{ kind, place: keyPlace, path: [...path, key] }];
  });
}

/** Those that stand in one entry. */
export function refusalsOf({ refusals }: ConfigFile, { path }: ConfigEntry): Refusal[] {
  return refusals.filter(
    (refusal) => refusal.path.length > 0 && path.every((key, at) => key === refusal.path[at]),
  );
}

/** `Codex drops the whole file: "enabled" is neither true nor false`. */
export function dropped({ title }: Format, what: string): string {
  return `${title} drops the whole file: ${what}`;
}

/** What stands there, in words; never a value. */
export function inWords({ kind, path }: Refusal): string {
  const key = path.at(-1) ?? '';
  switch (kind) {
    case 'comment':
      return 'there is a comment in it';
    case 'trailing-comma':
      return 'there is a comma before a closing bracket';
    case 'mixed':
      return `"${key}" stands beside a transport that it does not belong to`;
    case 'not-boolean':
      return `"${key}" is neither true nor false`;
    case 'place':
      return 'it looks for servers in another file';
    case 'key':
      return `"${key}" is refused`;
  }
}
