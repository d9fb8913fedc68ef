import type { ConfigEntry, ConfigFile, Format, Refusal, Refuses } from '../../model.js';
import { say } from '../../say.js';
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
  return say('drops-file', { client: title, what });
}

/** What stands there, in words; never a value. */
export function inWords({ kind, path }: Refusal): string {
  const key = path.at(-1) ?? '';
  switch (kind) {
    case 'comment':
      return say('comment-in-file');
    case 'trailing-comma':
      return say('comma-in-file');
    case 'mixed':
      return say('key-of-other-transport', { key });
    case 'not-boolean':
      return say('key-not-boolean', { key });
    case 'place':
      return say('servers-elsewhere');
    case 'key':
      return say('refused-key', { key });
  }
}
