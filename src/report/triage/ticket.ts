import type {
  Configuration,
  MadeBy,
  RecordedRoute,
  Recording,
  Report,
  TargetReport,
  Triage,
  TriageOfTarget,
  TriageReport,
} from '../../model.js';
import { plural } from '../../plural.js';
import { standInsIn } from '../../secrets/privateHosts.js';
import { nextSteps } from './nextSteps.js';

/** The report of a run as a ticket needs it. @param recordings one for each target, at least one */
export function ticketOf(report: Report, recordings: readonly Recording[]): TriageReport {
  const [first] = recordings;
  const triage: Triage = {
    startedAt: first?.startedAt ?? '',
    madeBy: first?.tool ?? unknownMaker(report),
    hiddenHosts: standInsIn(JSON.stringify(recordings)),
    targets: report.targets.map((target, at) =>
      ofTarget(target, report.configuration, recordings[at]?.route ?? null),
    ),
  };
  return { ...report, triage };
}

function unknownMaker({ tool, version }: Report): MadeBy {
  return { name: tool, version, node: null, platform: null };
}

function ofTarget(
  target: TargetReport,
  configuration: Configuration | null,
  route: RecordedRoute | null,
): TriageOfTarget {
  return {
    name: target.name,
    involved: [...involved(target), ...between(route)],
    tried: tried(target),
    next: nextSteps(target, configuration),
  };
}

/** `server kotadb 0.1.1`, `TypeScript SDK after 1.20 (very likely)`, `protocol 2025-11-25`. */
function involved({ identity, fingerprint, versions, clients }: TargetReport): string[] {
  const { sdk, framework, runtime, front } = fingerprint;
  const server = [identity?.name ?? null, identity?.version ?? null].filter((part) => part !== null);
  const parts = [sdk, framework, runtime, front].flatMap((part) => {
    if (part === null) return [];
    const { name, versions: range, confidence } = part;
    return [`${[name, range].filter((word) => word !== null).join(' ')} (${confidence.level})`];
  });
  const yours = (clients ?? []).filter((client) => client.yours);
  return [
    ...(server.length === 0 ? [] : [`server ${server.join(' ')}`]),
    ...new Set(parts),
    ...(versions.accepted.length === 0 ? [] : [`protocol ${versions.accepted.join(', ')}`]),
    ...yours.map(({ title, version }) => `client ${title} ${version}`),
  ];
}

/** What the user put between, or trusts beyond what a client trusts. */
function between(route: RecordedRoute | null): string[] {
  if (route === null) return [];
  const { proxy, passed, ca, insecure, resolve, family } = route;
  return [
    ...(proxy === null ? [] : [`forward proxy ${proxy.url} (${proxy.from})`]),
    ...(passed === null ? [] : [`past the proxy of ${passed.from} (NO_PROXY: ${passed.by})`]),
    ...(ca ? ['an authority of --ca'] : []),
    ...(insecure ? ['certificates unchecked (--insecure)'] : []),
    ...resolve.map((one) => `--resolve ${one}`),
    ...(family === null ? [] : [`IPv${family} alone`]),
  ];
}

function tried(target: TargetReport): string[] {
  const { repeat, cells, clients, network, requests } = target;
  // The control alone is no matrix.
  const matrix = cells.filter(
    ({ cell, response, failure }) => cell !== 'both' && (response.status !== null || failure !== null),
  );
  const sent = (clients ?? []).filter(({ outcome }) => outcome !== null && outcome !== 'interrupted');
  return [
    ...(network === null ? [] : [`${plural(network.addresses.length, 'address', 'addresses')}, each once`]),
    ...(repeat === null ? [] : [`${plural(repeat.sequence.length, 'whole handshake')} of ${repeat.client}`]),
    ...(matrix.length === 0 ? [] : ['the matrix of Accept headers']),
    ...(sent.length === 0 ? [] : [`what ${plural(sent.length, 'recorded client')} would send`]),
    `${plural(requests, 'request')} in all, no tool called`,
  ];
}
