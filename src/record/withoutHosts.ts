import type { Recording } from '../model.js';
import { isPrivateHost, PrivateHosts } from '../secrets/privateHosts.js';
import type { StoredRun } from './stored.js';

/**
 * The same run for other people's eyes, with stand-ins for private hosts: private by their name, or because they led to
 * private addresses alone. What is judged is not changed by it.
 */
export function withoutHosts({ recordings, configuration }: StoredRun): StoredRun {
  const hosts = new PrivateHosts();
  for (const recording of recordings) for (const host of knownIn(recording)) hosts.add(host);
  const { recordings: all, configuration: file } = hosts.all({ recordings, configuration });
  return { configuration: file, recordings: all.map((recording) => withoutHost(recording, hosts)) };
}

/** Hosts of a run whose privacy their names do not tell, or that are plain words. */
function knownIn({ target, network, flows, route }: Recording): string[] {
  const host = URL.canParse(target.url) ? new URL(target.url).hostname : '';
  if (host === '') return [];
  const seen = flows.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ connection }) => connection?.address ?? []),
  );
  const addresses = [...(network?.addresses ?? []).map(({ address }) => address), ...seen];
  // Behind a proxy each address is the proxy's.
  const inside = route.proxy === null && addresses.length > 0 && addresses.every(isPrivateHost);
  return inside || isPrivateHost(host) ? [host] : [];
}

/** The places where a host stands alone, also one that is a plain word. */
function withoutHost(recording: Recording, hosts: PrivateHosts): Recording {
  const { network } = recording;
  if (network === null) return recording;
  const { through } = network;
  return {
    ...recording,
    network: {
      ...network,
      host: hosts.host(network.host),
      through: through === null ? null : { ...through, host: hosts.host(through.host) },
    },
  };
}
