import type { ConfigEntry, ConfigFile, ConfigNode, EntryFacts } from '../../model.js';
import { propertyOf } from '../../target/config/node.js';
import { shownWord } from './secrets.js';
import { pathTold, wordFor } from './type.js';

/** The facts about each server of a file. */
export function entriesOf(file: ConfigFile): EntryFacts[] {
  const { type, off } = file.format.keys;
  const firsts = new Map(file.duplicates.map(({ path, first }) => [JSON.stringify(path), first]));
  const senders = new Map<string, string>();
  return file.entries.map((entry, index) => {
    const first = firsts.get(JSON.stringify(entry.path));
    const sends = sendsOf(entry);
    const sameAs = sends === null ? null : (senders.get(sends) ?? null);
    if (sends !== null && sameAs === null) senders.set(sends, entry.name);
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
      hasCommand: propertyOf(entry.node, 'command') !== null,
      needsType: type?.needed ?? false,
      withoutType: type?.assumed === null ? 'refuses the entry' : 'takes it for a program to start',
      sameNameAt: first === undefined ? null : `${first.line}:${first.column}`,
      sameAs,
      skipped: entry.skipped,
      off: off.some((one) => propertyOf(entry.node, one.key)?.value.value === one.value),
    };
  });
}

/** What an entry sends, and where it counts; null where it has no address. */
function sendsOf({ url, path, headers }: ConfigEntry): string | null {
  if (url === null) return null;
  const lines = headers.map(({ name, text }) => `${name.toLowerCase()}: ${text.raw}`).sort();
  return JSON.stringify([path.slice(0, -1), url.raw, lines]);
}

/** An entry's keys; nothing where the entry is no object. */
export function propertiesOf(node: ConfigNode): ConfigNode['properties'] {
  return node.kind === 'object' ? node.properties : [];
}
