import type { CompiledFingerprint } from '../judge/fingerprints.js';
import type {
  ClientFacts,
  ClientProfile,
  ClientReport,
  DiagnosisScope,
  Judgement,
  Observation,
  ObservedExchange,
  Recording,
  TargetFacts,
  Verdict,
} from '../model.js';
import { compareVersions, versionWords } from '../plan/profiles.js';
import { isInterrupted } from '../record/cutShort.js';
import { portOf } from '../targets/port.js';
import { authFacts } from './auth.js';
import { belowFacts } from './below.js';
import { controlFacts } from './control.js';
import { fingerprintOf, fingerprintScope } from './fingerprint.js';
import { failingHellos, foretoldFacts } from './foretold.js';
import { matrixFacts } from './matrix.js';
import { redirectFacts } from './redirect.js';
import { trafficFacts } from './traffic.js';

/** What a diagnosis rests on, beside the recording and its facts. */
export interface Told {
  verdicts: readonly Verdict[];
  clients: readonly ClientReport[];
  profiles: readonly ClientProfile[];
  fingerprints: readonly CompiledFingerprint[];
  traffic: Judgement['traffic'];
}

/** Everything that is known of one target, in the one value that diagnoses are written over. Pure. */
export function scopeOf(recording: Recording, observation: Observation, told: Told): DiagnosisScope {
  const { problem, asked } = recording;
  const target = targetFacts(recording);
  const control = controlFacts(observation, asked.era);
  return {
    target,
    problem:
      problem === null
        ? null
        : {
            mistake: problem.mistake,
            title: problem.title,
            detail: [problem.where, problem.found].filter((part) => part !== null).join(': '),
            whatToDo: problem.whatToDo,
          },
    interrupted: isInterrupted(recording),
    cutShort: recording.cutShort,
    server: observation.server,
    stance: observation.stance,
    control,
    matrix: matrixFacts(observation, control.at, recording.notSent),
    auth: authFacts(recording, observation, control.at),
    network: networkOf(control.at),
    below: belowFacts(recording.network, target),
    redirect: redirectFacts(control.at, recording.target.url, recording.redirects),
    route: recording.route,
    survived: observation.run.survived,
    suspects: observation.run.suspectNames,
    culprit: observation.run.culprit,
    occupied: observation.run.occupied,
    findings: [
      ...new Set(told.verdicts.filter(({ outcome }) => outcome === 'failed').map(({ rule }) => rule)),
    ],
    clients: clientFacts(told.clients, told.profiles, recording),
    traffic: told.traffic === null ? null : trafficFacts(recording, told.traffic),
    foretold: foretoldFacts(told.profiles, recording.flows, plannedStep(recording)),
    fingerprint: fingerprintOf(told.fingerprints, fingerprintScope(recording, observation)),
  };
}

function targetFacts({ target, asked, traffic }: Recording): TargetFacts {
  const { hostname, port, pathname, origin, protocol } = new URL(target.url || 'http://unknown.invalid');
  return {
    url: target.url,
    elsewhere: `${origin}${/^\/mcp\/?$/.test(pathname) ? '/' : '/mcp'}`,
    host: hostname,
    port: String(portOf({ protocol, port })),
    path: pathname,
    origin,
    https: protocol === 'https:',
    loopback: target.loopback,
    transport: target.transport,
    fromFile: target.source !== null || traffic !== null,
    credentials: target.credentials.length > 0,
    era: asked.era,
    depth: asked.depth,
  };
}

function networkOf(at: ObservedExchange | null): DiagnosisScope['network'] {
  if (at?.failure == null) return null;
  return { ...at.failure, ms: Math.round(at.totalMs) };
}

function clientFacts(
  clients: readonly ClientReport[],
  profiles: readonly ClientProfile[],
  recording: Recording,
): ClientFacts {
  const of = (connects: boolean | null): ClientReport[] =>
    clients.filter((client) => client.connects === connects);
  const mine = clients.find(({ yours }) => yours);
  const versions = profiles.filter(({ client }) => client === mine?.client);
  const own = versions.find((profile) => versionWords(profile) === mine?.version);
  const older = versions.filter(
    ({ versions: { from } }) => compareVersions(from, own?.versions.from ?? '0') < 0,
  );
  return {
    asked: clients.length,
    connect: of(true).length,
    fail: of(false).length,
    unclear: of(null).length,
    others: [...new Set(of(true).map(({ title }) => title))]
      .filter((title) => title !== mine?.title)
      .join(', '),
    yours:
      mine === undefined
        ? null
        : {
            title: mine.title,
            version: mine.version,
            connects: mine.connects,
            because: mine.because,
            cause: mine.cause?.kind ?? null,
            runtime: own?.runtime ?? null,
            withoutConnects: mine.cause?.kind === 'configured-header' ? mine.cause.withoutConnects : null,
            where: mine.fix?.where ?? null,
            what: mine.fix?.what ?? null,
            proved: mine.fix?.proved ?? null,
            bothTypesIn: versions.every(listsBothTypes)
              ? versions.reduce((sum, { recorded }) => sum + recorded.length, 0)
              : 0,
            olderFailing: failingHellos(older, recording.flows, plannedStep(recording))
              .map(versionWords)
              .join(', '),
          },
  };
}

/** On every POST, as it comes. */
function listsBothTypes({ legacy, modern }: ClientProfile): boolean {
  const posts = [...legacy, ...modern].filter(({ method }) => method === 'POST');
  return posts.every(({ headers }) => {
    const accept = headers.find(([name]) => name.toLowerCase() === 'accept')?.[1] ?? '';
    return accept.includes('application/json') && accept.includes('text/event-stream');
  });
}

function plannedStep({ plan }: Recording): Parameters<typeof foretoldFacts>[2] {
  const plans = new Map(plan.map((one) => [one.id, one]));
  return (flow, step) => plans.get(flow)?.steps[step]?.name ?? null;
}
