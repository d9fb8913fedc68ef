import type { ConfigEntry, ConfigFile, Format, TypeFacts } from '../../model.js';
import { nearest } from '../../nearest.js';
import { shownWord } from '../../targets/config/literal.js';

/** What people write for the transports, beside the words of their own client. */
const OTHER_WORDS = new Map(
  Object.entries<'http' | 'sse' | 'stdio'>({
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
  }),
);

/** Longer ones are no slip of a key. */
const LONGEST = 60;

/** The facts about each transport that an entry names. */
export function typesOf({ entries, format }: ConfigFile): TypeFacts[] {
  const { type } = format.keys;
  return entries.flatMap(({ declared, name, path }, index): TypeFacts[] => {
    if (type === null || declared === null) return [];
    const words = Object.keys(type.values);
    return [
      {
        id: `type${index}`,
        entry: `entry${index}`,
        server: name,
        place: declared.place,
        path: [...path, type.key],
        key: type.key,
        declared: shownWord(declared.text),
        known: words.includes(declared.text),
        nearest: meant(declared.text, format),
        words: words.filter((word) => type.values[word] !== null).join(', '),
        taken: type.unknown,
      },
    ];
  });
}

/** The word of this client for a transport; for one that it has no word for, its word for Streamable HTTP. */
export function wordFor(transport: 'http' | 'sse' | 'stdio', { keys }: Format): string | null {
  const words = Object.entries(keys.type?.values ?? {});
  const word = (wanted: string): string | null =>
    words.find(([, meaning]) => meaning === wanted)?.[0] ?? null;
  return word(transport) ?? word('http');
}

/** The two transports that are reached by a URL have usual paths. */
export function pathTold({ url }: ConfigEntry): 'http' | 'sse' | null {
  const segments = (url?.raw.split(/[?#]/, 1)[0] ?? '').split('/');
  const last = segments.length < 2 ? undefined : segments.findLast((segment) => segment !== '');
  return last === 'sse' ? 'sse' : last === 'mcp' ? 'http' : null;
}

/** The word of this client that a mistyped or foreign one stands for. */
function meant(declared: string, format: Format): string | null {
  if (declared.length > LONGEST) return null;
  const words = Object.keys(format.keys.type?.values ?? {});
  const plain = declared.toLowerCase().trim();
  const [known] = words.includes(plain) ? [plain] : nearest(plain, [...words, ...OTHER_WORDS.keys()]);
  if (known === undefined || words.includes(known)) return known ?? null;
  return wordFor(OTHER_WORDS.get(plain) ?? OTHER_WORDS.get(known) ?? 'http', format);
}
