import type { ConfigEntry, ConfigFile, ConfigNode, EntryFacts, Format } from '../../model.js';
import { nearest } from '../../nearest.js';
import { shownWord } from './secrets.js';

/** What people write for the two transports, beside the words of their own client. */
const OTHER_WORDS: Record<string, 'http' | 'sse' | 'stdio'> = {
  http: 'http',
  https: 'http',
  'streamable-http': 'http',
  streamable_http: 'http',
  streamablehttp: 'http',
  'http-stream': 'http',
  remote: 'http',
  sse: 'sse',
  'http+sse': 'sse',
  stdio: 'stdio',
  local: 'stdio',
  command: 'stdio',
};

/** The facts about each server of a file. */
export function entriesOf(file: ConfigFile): EntryFacts[] {
  return file.entries.map((entry, index) => {
    const { type } = file.format.keys;
    const words = Object.keys(type?.values ?? {});
    const declared = entry.declared?.text ?? null;
    const pathTells = pathTold(entry);
    const before = file.entries.slice(0, index);
    return {
      id: `entry${index}`,
      entry: `entry${index}`,
      server: entry.name,
      place: entry.place,
      path: entry.path,
      transport: entry.transport,
      declared: declared === null ? null : shownWord(declared),
      declaredKnown: declared !== null && words.includes(declared),
      declaredNearest: declared === null ? null : meant(declared, type),
      typeKey: type?.key ?? null,
      typeWords: words.length === 0 ? null : words.join(', '),
      typeSuggested: wordFor(pathTells ?? 'http', type),
      hasUrl: entry.url !== null,
      hasCommand: entry.node.properties.some(({ key }) => key === 'command'),
      needsType: type?.needed ?? false,
      pathTells,
      sameNameAt: firstAt(file, entry),
      sameAs: before.find((other) => sendsTheSame(other, entry))?.name ?? null,
      skipped: entry.skipped,
    };
  });
}

function wordFor(transport: 'http' | 'sse' | 'stdio', type: Format['keys']['type']): string | null {
  return Object.entries(type?.values ?? {}).find(([, meaning]) => meaning === transport)?.[0] ?? null;
}

/** The word of this client that a mistyped or foreign one stands for. */
function meant(declared: string, type: Format['keys']['type']): string | null {
  if (type === null) return null;
  const words = Object.keys(type.values);
  const plain = declared.toLowerCase().trim();
  const same = words.find((word) => word.toLowerCase() === plain);
  const foreign = OTHER_WORDS[plain];
  if (same !== undefined) return same;
  if (foreign !== undefined) return wordFor(foreign, type);
  const [known] = nearest(plain, [...words, ...Object.keys(OTHER_WORDS)]);
  if (known === undefined) return null;
  return words.includes(known) ? known : wordFor(OTHER_WORDS[known] ?? 'http', type);
}

/** The two transports have usual paths. */
function pathTold({ url }: ConfigEntry): 'http' | 'sse' | null {
  const path = (url?.raw ?? '').split(/[?#]/, 1)[0]?.replace(/\/+$/, '') ?? '';
  if (path.endsWith('/sse')) return 'sse';
  return path.endsWith('/mcp') ? 'http' : null;
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
