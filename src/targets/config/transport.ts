import type { ConfigEntry, ConfigNode, ConfigProperty, Format, Transport } from '../../model.js';
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
export const STARTED = 'it is started as a program (stdio)';

/** Why a server is not probed, in words; null: it is. */
export function skippedBecause(
  name: string,
  node: ConfigNode,
  format: Format,
  transport: Transport | null,
  declared: string | null,
): string | null {
  const { title, remote, keys, names } = format;
  if (node.kind !== 'object') return 'it is no object';
  if (isOff(node, keys)) return 'switched off';
  if (isSwitchAlone(node, format)) return 'it only switches a server of another file';
  const hasAddress = keys.url.some(({ key }) => propertyOf(node, key) !== null);
  const type = keys.type?.key ?? 'type';
  if (!remote && hasAddress) return `${title} reaches no address from this file: it only starts programs`;
  const started = propertyOf(node, 'command') !== null && transport === 'stdio';
  if (declared === null && hasAddress && !started && keys.type?.needed === true) {
    return transport === 'stdio'
      ? `without "${type}", ${title} takes it for a program (stdio) and skips it`
      : `without "${type}", ${title} refuses it`;
  }
  if (declared !== null && transport === null) {
    return Object.hasOwn(keys.type?.values ?? {}, declared)
      ? `its "${type}" is not HTTP`
      : `its "${type}" names no transport that ${title} knows`;
  }
  if (!hasAddress && propertyOf(node, 'command') === null) return 'it has neither a URL nor a command';
  if (names !== null && !new RegExp(names).test(name)) return `${title} does not start a server of this name`;
  if (transport === 'stdio') return STARTED;
  return hasAddress ? null : 'it has no address';
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
