import type { ConfigEntry, ConfigFile, ConfigNode, EntryFacts, Format } from '../../model.js';
import { say } from '../../say.js';
import { holderIn } from '../../targets/config/headers.js';
import { shownWord } from '../../targets/config/literal.js';
import { propertyOf } from '../../targets/config/node.js';
import { isSwitchAlone } from '../../targets/config/transport.js';
import { pathTold, wordFor } from './type.js';

/** The facts about each server of a file. */
export function entriesOf(file: ConfigFile): EntryFacts[] {
  const { type, off } = file.format.keys;
  const names = new RegExp(file.format.names ?? '');
  const firsts = new Map(file.duplicates.map(({ path, first }) => [JSON.stringify(path), first]));
  const senders = new Map<string, string>();
  return file.entries.map((entry, index) => {
    const first = firsts.get(JSON.stringify(entry.path));
    const sends = sendsOf(entry, file.format);
    const sameAs = sends === null ? null : (senders.get(sends) ?? null);
    if (sends !== null && sameAs === null) senders.set(sends, entry.name);
    return {
      id: `entry${index}`,
      entry: `entry${index}`,
      server: entry.name,
      place: entry.place,
      path: entry.path,
      transport: entry.bridge === null ? entry.transport : 'stdio',
      declared: entry.declared === null ? null : shownWord(entry.declared.text),
      typeKey: type?.key ?? null,
      typeSuggested: wordFor(pathTold(entry) ?? 'http', file.format),
      hasUrl: entry.url !== null && entry.bridge === null,
      bridge: entry.bridge?.client ?? null,
      hasCommand: propertyOf(entry.node, 'command') !== null,
      nameAllowed: names.test(entry.name),
      needsType: type?.needed ?? false,
      withoutType: type?.assumed === null ? say('typeless-refused') : say('typeless-program'),
      sameNameAt: first === undefined ? null : `${first.line}:${first.column}`,
      sameAs,
      skipped: entry.skipped,
      switchAlone: isSwitchAlone(entry.node, file.format),
      off: off.some((one) => propertyOf(entry.node, one.key)?.value.value === one.value),
    };
  });
}

/** What an entry sends, and where it counts; null where that is not fully understood, or nothing is sent. */
function sendsOf(
  { url, path, headers, node, transport, skipped }: ConfigEntry,
  format: Format,
): string | null {
  if (url === null || skipped !== null || hasOddHeaders(node, format)) return null;
  const lines = headers.map(({ name, text }) => `${name.toLowerCase()}: ${text.raw}`).sort();
  return JSON.stringify([path.slice(0, -1), transport, url.raw, lines]);
}

/** Whether some header is not written as a text under its name. */
function hasOddHeaders(node: ConfigNode, { keys }: Format): boolean {
  return [...keys.headers, ...keys.envHeaders].some((key) => {
    const list = holderIn(node, key)?.value;
    if (list === undefined) return false;
    return list.kind !== 'object' || list.properties.some(({ value }) => value.kind !== 'string');
  });
}

/** An entry's keys; nothing where the entry is no object. */
export function propertiesOf(node: ConfigNode): ConfigNode['properties'] {
  return node.kind === 'object' ? node.properties : [];
}
