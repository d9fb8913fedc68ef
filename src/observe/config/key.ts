import type { ConfigFile, Format, KeyFacts } from '../../model.js';
import { nearest } from '../../nearest.js';
import { propertiesOf } from './entry.js';
import { shownWord } from './secrets.js';

/** What other clients call the address and the headers. */
const ADDRESS = /^(server|http|base|mcp)?[-_]?(url|uri)$|^(endpoint|href|address)$/i;
const HEADERS = /^(http|request|custom|extra)?[-_]?headers?$/i;

const TYPE = /^(transport([-_]?type)?|kind|protocol)$/i;
/** Fields of other clients that are near to none here, however they are spelt, and what people write beside. */
const OF_OTHERS =
  /^(disabled|enabled|autoApprove|alwaysAllow|trust|name|id|title|description|notes?|tools|registry|icon|tags)$/i;
/** JSON has no comments, so keys are made some. */
const COMMENT = /^([_$#]|\/\/)/;

/** The facts about each key of a server, and about keys elsewhere that stand twice. */
export function keysOf(file: ConfigFile): KeyFacts[] {
  const { entries, format } = file;
  const own = entries.flatMap((entry, at) =>
    propertiesOf(entry.node)
      .filter(({ key }, index, all) => all.findIndex((other) => other.key === key) === index)
      .map(({ key, keyPlace }, index): KeyFacts => {
        const known = format.keys.known.includes(key) || COMMENT.test(key);
        return {
          id: `key${at}.${index}`,
          entry: `entry${at}`,
          server: entry.name,
          place: keyPlace,
          path: [...entry.path, key],
          key: shownWord(key),
          known,
          nearest: known ? null : meant(key, format),
          duplicateOf: null,
        };
      }),
  );
  const servers = new Set(entries.map(({ path }) => JSON.stringify(path)));
  const twice = file.duplicates
    .filter(({ path }) => !servers.has(JSON.stringify(path)))
    .map(({ path, place, first }, index): KeyFacts => {
      const at = entries.findIndex((entry) => entry.path.every((key, depth) => path[depth] === key));
      return {
        id: `duplicate${index}`,
        entry: at < 0 ? '' : `entry${at}`,
        server: entries[at]?.name ?? '',
        place,
        path,
        key: shownWord(path.at(-1) ?? ''),
        known: true,
        nearest: null,
        duplicateOf: `${first.line}:${first.column}`,
      };
    });
  return [...own, ...twice];
}

function meant(key: string, { keys }: Format): string | null {
  if (ADDRESS.test(key)) return keys.url[0]?.key ?? null;
  if (HEADERS.test(key)) return keys.headers[0] ?? null;
  if (TYPE.test(key) && keys.type !== null) return keys.type.key;
  return OF_OTHERS.test(key) ? null : (nearest(key, keys.known)[0] ?? null);
}
