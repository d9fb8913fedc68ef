import type { ConfigEntry, ConfigFile, ConfigNode, EntryFacts } from '../../model.js';
import { shownWord } from './secrets.js';
import { pathTold, wordFor } from './type.js';

/** The facts about each server of a file. */
export function entriesOf(file: ConfigFile): EntryFacts[] {
  return file.entries.map((entry, index) => {
    const { type } = file.format.keys;
    const before = file.entries.slice(0, index);
    return {
      id: `entry${index}`,
      entry: `entry${index}`,
      server: entry.name,
      place: entry.place,
      path: entry.path,
      transport: entry.transport,
      declared: entry.declared === null ? null : shownWord(entry.declared.text),
      typeKey: type?.key ?? null,
      typeSuggested: wordFor(pathTold(entry) ?? 'http', file.format),
      hasUrl: entry.url !== null,
      hasCommand: entry.node.properties.some(({ key }) => key === 'command'),
      needsType: type?.needed ?? false,
      sameNameAt: firstAt(file, entry),
      sameAs: before.find((other) => sendsTheSame(other, entry))?.name ?? null,
      skipped: entry.skipped,
    };
  });
}

function firstAt({ duplicates }: ConfigFile, entry: ConfigEntry): string | null {
  const path = JSON.stringify(entry.path);
  const twice = duplicates.find((duplicate) => JSON.stringify(duplicate.path) === path);
  return twice === undefined ? null : `${twice.first.line}:${twice.first.column}`;
}

function sendsTheSame(one: ConfigEntry, other: ConfigEntry): boolean {
  if (one.url === null || other.url === null) return false;
  const scope = (entry: ConfigEntry): string => JSON.stringify(entry.path.slice(0, -1));
  const lines = (entry: ConfigEntry): string[] =>
    entry.headers.map(({ name, text }) => `${name.toLowerCase()}: ${text.raw}`).sort();
  return (
    one.url.raw === other.url.raw &&
    scope(one) === scope(other) &&
    JSON.stringify(lines(one)) === JSON.stringify(lines(other))
  );
}

/** An entry's keys; nothing where the entry is no object. */
export function propertiesOf(node: ConfigNode): ConfigNode['properties'] {
  return node.kind === 'object' ? node.properties : [];
}
