import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { NetworkTrace } from '../model.js';

export interface Found {
  lookup: NetworkTrace['lookup'];
  addresses: string[];
}

/** Where names are looked up; of the system, unless a test says otherwise. */
export interface Names {
  hosts(): Promise<string>;
  resolver: {
    resolve4(name: string): Promise<string[]>;
    resolve6(name: string): Promise<string[]>;
    cancel(): void;
  };
}

export interface LookUp {
  timeoutMs: number;
  /** What the user says that the name stands for: nobody else is asked. */
  given?: string[] | undefined;
  names?: Names | undefined;
}

const NO_FAILURE: NetworkTrace['lookup']['failed'] = { ipv4: null, ipv6: null };

function systemNames(): Names {
  const file =
    process.platform === 'win32'
      ? `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
      : '/etc/hosts';
  return { hosts: () => readFile(file, 'utf8').catch(() => ''), resolver: new Resolver() };
}

/**
 * The addresses of a name, with where they come from: the hosts file is read and the resolver asked apart, which
 * getaddrinfo does not tell. A resolver that hangs is given up, and keeps no process alive.
 * @param host as a URL has it: an address of IPv6 stands in brackets
 */
export async function lookUp(
  host: string,
  { timeoutMs, given = [], names = systemNames() }: LookUp,
): Promise<Found> {
  const began = performance.now();
  const found = (from: NetworkTrace['lookup']['from'], addresses: string[], failed = NO_FAILURE): Found => ({
    lookup: { from, ms: Math.round((performance.now() - began) * 10) / 10, failed },
    addresses: [...new Set(addresses)],
  });
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return found('url', [bare]);
  if (given.length > 0) return found('user', given);
  const written = addressesIn(await names.hosts(), bare);
  if (written.length > 0) return found('hosts-file', written);
  const { resolver } = names;
  const timer = setTimeout(() => resolver.cancel(), timeoutMs);
  const [four, six] = await Promise.allSettled([resolver.resolve4(bare), resolver.resolve6(bare)]);
  clearTimeout(timer);
  const failed = { ipv4: reasonOf(four), ipv6: reasonOf(six) };
  return found('resolver', [...valuesOf(four), ...valuesOf(six)], failed);
}

/** The addresses that a hosts file gives a name (hosts(5)). */
export function addressesIn(hosts: string, name: string): string[] {
  return hosts.split('\n').flatMap((line) => {
    const [address = '', ...aliases] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    const named = aliases.some((alias) => alias.toLowerCase() === name.toLowerCase());
    return named && isIP(address) !== 0 ? [address] : [];
  });
}

function valuesOf(result: PromiseSettledResult<string[]>): string[] {
  return result.status === 'fulfilled' ? result.value : [];
}

function reasonOf(result: PromiseSettledResult<string[]>): string | null {
  if (result.status === 'fulfilled') return null;
  const { reason } = result;
  return reason instanceof Error && 'code' in reason ? String(reason.code) : 'UNKNOWN';
}
