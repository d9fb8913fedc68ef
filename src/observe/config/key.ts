import type { ConfigEntry, ConfigFile, ConfigNode, ConfigProperty, Format, KeyFacts } from '../../model.js';
import { nearest } from '../../nearest.js';
import { isSecretName } from '../../secrets/names.js';
import { shownWord } from '../../targets/config/literal.js';
import { kindOf, matches } from '../../targets/config/node.js';
import { propertiesOf } from './entry.js';
import { isInlineToken, shownName } from './header.js';

/** What other clients call the address and the headers. */
const ADDRESS = /^(server|http|base|mcp)?[-_]?(url|uri)$|^(endpoint|href|address)$/i;
const HEADERS = /^(http|request|custom|extra)?[-_]?headers?$/i;

const TYPE = /^(transport([-_]?type)?|kind|protocol)$/i;
/** Fields of other clients that are near to none here, however they are spelt, and what people write beside. */
const OF_OTHERS =
  /^(disabled|enabled|autoApprove|alwaysAllow|trust|name|id|title|description|notes?|tools|registry|icon|tags)$/i;
/** Longer ones are no slip of a key. */
const LONGEST = 60;
/** JSON has no comments, so keys are made some. */
const COMMENT = /^([_$#]|\/\/)/;

/** The facts about each key of a server, and about keys elsewhere that stand twice. */
export function keysOf(file: ConfigFile): KeyFacts[] {
  const { entries, format } = file;
  const fields = (entry: ConfigEntry): ConfigProperty[] =>
    [...new Map(propertiesOf(entry.node).map((property) => [property.key, property])).values()].filter(
      // Its finding is that of a header, and the right name alone would not mend it.
      (property) => !isInlineToken(property, format),
    );
  const headerKeys = [...format.keys.headers, ...format.keys.envHeaders];
  const own = entries.flatMap((entry, at) =>
    fields(entry).map(({ key, keyPlace, value }, index): KeyFacts => {
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
        refused: format.refuses?.keys.includes(key) ?? false,
        duplicateOf: null,
        role:
          headerKeys.includes(key) && !(value.kind === 'null' && format.keys.nullHeaders)
            ? 'headers'
            : 'field',
        kind: kindOf(value),
        wanted: null,
        switches: !known && value.value === SWITCHED_OFF[key],
        secrets: key === format.keys.program.env ? secretNames(value) : '',
      };
    }),
  );
  const servers = new Map(entries.map(({ path }, index) => [JSON.stringify(path), index]));
  const twice = file.duplicates
    .filter(({ path }) => !servers.has(JSON.stringify(path)))
    .map(({ path, place, first }, index): KeyFacts => {
      const at = holderOf(path, servers);
      return {
        id: `duplicate${index}`,
        entry: at < 0 ? '' : `entry${at}`,
        server: entries[at]?.name ?? '',
        place,
        path,
        key: shownWord(path.at(-1) ?? ''),
        known: true,
        nearest: null,
        refused: false,
        duplicateOf: `${first.line}:${first.column}`,
        role: 'field',
        kind: '',
        wanted: null,
        switches: false,
        secrets: '',
      };
    });
  return [...holdersIn(file), ...own, ...headerNamesIn(file), ...twice];
}

/** How other clients switch an entry off. */
const SWITCHED_OFF: Record<string, boolean> = { disabled: true, enabled: false };

/** The variables of a program that are credentials by their names. */
function secretNames(variables: ConfigNode): string {
  const names = variables.properties.map(({ key }) => key).filter(isSecretName);
  return [...new Set(names)].map(shownWord).join(', ');
}

/** The keys under which the servers stand. */
function holdersIn({ root, format }: ConfigFile): KeyFacts[] {
  return format.servers
    .flatMap((pattern) => matches(root, pattern))
    .map(({ path, property: { key, keyPlace, value } }, index) => ({
      id: `servers${index}`,
      entry: '',
      server: '',
      place: keyPlace,
      path,
      key,
      known: true,
      nearest: null,
      refused: false,
      duplicateOf: null,
      role: 'servers',
      kind: kindOf(value),
      wanted: wantedHolder(value, format),
      switches: false,
      secrets: '',
    }));
}

/** What the servers must stand in, where this is something else; nothing at all is fine. */
function wantedHolder({ kind }: ConfigNode, { nameKey }: Format): string | null {
  const wanted = nameKey === null ? 'object' : 'array';
  if (kind === wanted || kind === 'null') return null;
  return wanted === 'array' ? 'a list' : 'an object';
}

/** The names of the headers, whatever their values are: what is no text is no header for its client. */
function headerNamesIn({ entries, format: { keys } }: ConfigFile): KeyFacts[] {
  return entries.flatMap((entry, at) =>
    [...keys.headers, ...keys.envHeaders].flatMap((holder, number) =>
      matches(entry.node, [...holder.split('.'), '*']).map(
        ({ property: { key, keyPlace, value } }, index): KeyFacts => ({
          id: `name${at}.${number}.${index}`,
          entry: `entry${at}`,
          server: entry.name,
          place: keyPlace,
          path: [...entry.path, ...holder.split('.'), key],
          key: shownName(key),
          known: true,
          nearest: null,
          refused: false,
          duplicateOf: null,
          role: 'header',
          kind: kindOf(value),
          wanted: null,
          switches: false,
          secrets: '',
        }),
      ),
    ),
  );
}

/** The entry that a path leads into; -1 where it leads elsewhere. */
function holderOf(path: readonly string[], servers: ReadonlyMap<string, number>): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const found = servers.get(JSON.stringify(path.slice(0, depth)));
    if (found !== undefined) return found;
  }
  return -1;
}

function meant(key: string, { keys }: Format): string | null {
  if (ADDRESS.test(key)) return keys.url[0]?.key ?? null;
  if (HEADERS.test(key)) return keys.headers[0] ?? null;
  if (TYPE.test(key) && keys.type !== null) return keys.type.key;
  if (OF_OTHERS.test(key) || keys.ofOthers.includes(key) || key.length > LONGEST) return null;
  return nearest(key, keys.known)[0] ?? null;
}
