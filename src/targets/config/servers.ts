import type { ConfigNode, ConfigProperty, Format } from '../../model.js';
import { matches, propertyOf, stringOf } from './node.js';

/** Where servers stand: where a place within another is there (`mcp.servers`), the outer one holds none. */
export function patternsIn(root: ConfigNode, { servers }: Format): string[][] {
  const there = servers.filter((pattern) => matches(root, pattern).length > 0);
  const within = (inner: string[], outer: string[]): boolean =>
    inner.length > outer.length && outer.every((key, index) => key === inner[index]);
  return there.filter((outer) => !there.some((inner) => within(inner, outer)));
}

/** The servers at this place, by their names: keys of an object, or what each of a list is called. */
export function serversIn(
  root: ConfigNode,
  pattern: readonly string[],
  { nameKey }: Format,
): { path: string[]; property: ConfigProperty }[] {
  if (nameKey === null) return matches(root, [...pattern, '*']);
  return matches(root, pattern).flatMap(({ path, property }) =>
    property.value.items.map((item, index) => {
      const name = propertyOf(item, nameKey)?.value;
      const called = stringOf(name);
      const own =
        name === undefined || called === null
          ? { key: `number ${index + 1}`, keyPlace: item.place }
          : { key: called, keyPlace: name.place };
      return { path: [...path, String(index)], property: { ...own, value: item } };
    }),
  );
}

/** The keys at which a server of this name stands, or would be added. */
export function pathOfServer(
  root: ConfigNode,
  format: Format,
  name: string,
): { path: string[]; there: boolean } {
  const pattern = format.servers[0] ?? [];
  const servers = serversIn(root, pattern, format);
  const found = servers.find(({ property }) => property.key === name);
  if (found !== undefined) return { path: found.path, there: true };
  return { path: [...pattern, format.nameKey === null ? name : String(servers.length)], there: false };
}
