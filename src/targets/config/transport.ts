import type { ConfigEntry, ConfigNode, ConfigProperty, Format, Transport } from '../../model.js';
import { say } from '../../say.js';
import { propertyOf, stringOf } from './node.js';

type UrlKey = Format['keys']['url'][number];

/** The first of the keys that may hold an address, and what stands there. */
export function addressIn(
  node: ConfigNode,
  { keys }: Format,
): { key: UrlKey; property: ConfigProperty } | null {
  for (const key of keys.url) {
    const property = propertyOf(node, key.key);
    if (property !== null && stringOf(property.value) !== null) return { key, property };
  }
  return null;
}

/** How the client would reach a server: as its key says, else its `type`, else what the client assumes. */
export function transportOf(node: ConfigNode, format: Format, declared: string | null): Transport | null {
  const { type } = format.keys;
  const address = addressIn(node, format);
  if (address !== null && address.key.transport !== null) return address.key.transport;
  if (type !== null && declared !== null) {
    if (Object.hasOwn(type.values, declared)) return type.values[declared] ?? null;
    return address === null ? null : type.unknown;
  }
  if (type?.needed === true) return type.assumed;
  return address === null ? 'stdio' : (type?.assumed ?? 'http');
}

/** Nothing is wrong with such an entry. */
export const STARTED = say('started-as-program');

/** Why a server is not probed, in words; null: it is. */
export function skippedBecause(
  name: string,
  node: ConfigNode,
  format: Format,
  transport: Transport | null,
  declared: string | null,
): string | null {
  const { title, remote, keys, names } = format;
  if (node.kind !== 'object') return say('entry-no-object');
  if (isOff(node, keys)) return say('entry-off');
  if (isSwitchAlone(node, format)) return say('entry-only-switches');
  const hasAddress = keys.url.some(({ key }) => propertyOf(node, key) !== null);
  const key = keys.type?.key ?? 'type';
  if (!remote && hasAddress) return say('entry-only-programs', { client: title });
  const started = propertyOf(node, 'command') !== null && transport === 'stdio';
  if (declared === null && hasAddress && !started && keys.type?.needed === true) {
    return say(transport === 'stdio' ? 'entry-taken-for-program' : 'entry-refused', { key, client: title });
  }
  if (declared !== null && transport === null) {
    return Object.hasOwn(keys.type?.values ?? {}, declared)
      ? say('entry-not-http', { key })
      : say('entry-no-transport', { key, client: title });
  }
  if (!hasAddress && propertyOf(node, 'command') === null) return say('entry-names-nothing');
  if (names !== null && !new RegExp(names).test(name))
    return say('entry-name-not-started', { client: title });
  if (transport === 'stdio') return STARTED;
  return hasAddress ? null : say('entry-no-address');
}

/**
 * Whether a server is skipped although its entry has an address and somebody wants it to be used: not switched
 * off, not started as a program, and of no other transport that the client knows.
 */
export function isSkippedByMistake({ node, declared, skipped }: ConfigEntry, { keys }: Format): boolean {
  const hasAddress = keys.url.some(({ key }) => propertyOf(node, key) !== null);
  if (skipped === null || !hasAddress || isOff(node, keys) || propertyOf(node, 'command') !== null)
    return false;
  const values = keys.type?.values ?? {};
  return declared === null || !Object.hasOwn(values, declared.text) || values[declared.text] !== null;
}

/** Nothing stands in it but a switch, as its client allows (opencode). */
export function isSwitchAlone({ kind, properties }: ConfigNode, { keys }: Format): boolean {
  const isSwitch = ({ key }: ConfigProperty): boolean => keys.off.some((off) => off.key === key);
  return keys.switchAlone && kind === 'object' && properties.length > 0 && properties.every(isSwitch);
}

function isOff(node: ConfigNode, keys: Format['keys']): boolean {
  return keys.off.some(({ key, value }) => propertyOf(node, key)?.value.value === value);
}
