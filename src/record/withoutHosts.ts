import { homedir } from 'node:os';
import type { Recording } from '../model.js';
import { isPrivateHost, PrivateHosts } from '../secrets/privateHosts.js';
import type { StoredRun } from './stored.js';

/**
 * The same run for other people's eyes: stand-ins for private hosts, `~` for the user's own folder. A host is private
 * by its name, or because it led to private addresses alone. What is judged is not changed by it.
 */
export function withoutHosts({ recordings, configuration }: StoredRun, home = homedir()): StoredRun {
  const hosts = new PrivateHosts();
  for (const recording of recordings) for (const host of knownIn(recording)) hosts.add(host);
  const { recordings: all, configuration: file } = hosts.all({ recordings, configuration });
  const hidden = { configuration: file, recordings: all.map((recording) => withoutHost(recording, hosts)) };
  return home.length > 1 ? withoutHome(hidden, home) : hidden;
}

/** Hosts of a run whose privacy their names do not tell, or that are plain words. */
function knownIn({ target, network, flows }: Recording): string[] {
  const host = URL.canParse(target.url) ? new URL(target.url).hostname : '';
  if (host === '') return [];
  const seen = flows.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ connection }) => connection?.address ?? []),
  );
  const addresses = [...(network?.addresses ?? []).map(({ address }) => address), ...seen];
  const inside = addresses.length > 0 && addresses.every(isPrivateHost);
  return inside || isPrivateHost(host) ? [host] : [];
}

/** The one place where a host stands alone, also one that is a plain word. */
function withoutHost(recording: Recording, hosts: PrivateHosts): Recording {
  const { network } = recording;
  return network === null
    ? recording
    : { ...recording, network: { ...network, host: hosts.host(network.host) } };
}

/** Only where files are named: elsewhere the same letters mean something else. */
function withoutHome(run: StoredRun, home: string): StoredRun {
  const shorter = (path: string): string => path.replaceAll(home, '~');
  const { recordings, configuration } = run;
  return {
    configuration: configuration === null ? null : { ...configuration, file: shorter(configuration.file) },
    recordings: recordings.map((recording) => {
      const { target, problem } = recording;
      const { source } = target;
      return {
        ...recording,
        target: source === null ? target : { ...target, source: { ...source, file: shorter(source.file) } },
        problem:
          problem === null
            ? null
            : { ...problem, where: problem.where === null ? null : shorter(problem.where) },
      };
    }),
  };
}
