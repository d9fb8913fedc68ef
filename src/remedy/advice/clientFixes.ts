import type {
  ClientFix,
  ClientProfile,
  ClientReport,
  Format,
  Knowledge,
  Observation,
  Recording,
  Snippet,
} from '../../model.js';
import { compareVersions, newestOf, versionWords } from '../../plan/profiles.js';
import { say } from '../../say.js';
import { breaksAt, FAULTS } from './bridges.js';
import { BRIDGE, bridgeSnippet, hasWordFor, snippetFor, type Wanted } from './dialect.js';
import { wantedOf } from './hints.js';
import { serverFix } from './serverFix.js';

interface Run extends Knowledge {
  recording: Recording;
  observation: Observation;
  /** All reports of the run: what one client shows may be the fix for another. */
  reports: readonly ClientReport[];
}

/** One client that does not connect, and what is known of it. */
interface Case {
  report: ClientReport;
  profile: ClientProfile | null;
  /** The configuration that it reads; null for a library. */
  format: Format | null;
  run: Run;
}

/** The reports with the change that lets each failing client connect. Pure: what proves it is in the recording. */
export function withFixes(reports: readonly ClientReport[], run: Omit<Run, 'reports'>): ClientReport[] {
  const all = { ...run, reports };
  return reports.map((report) => {
    const profile = profileOf(report, run.profiles);
    return { ...report, fix: fixOf({ report, profile, format: formatOf(report, profile, run), run: all }) };
  });
}

/** What was proved comes before what was not; what is not seen to fail has no fix. */
function fixOf(one: Case): ClientFix | null {
  const { report } = one;
  if (report.connects === null) return refusedCredentials(one);
  if (report.connects) return null;
  const mine = configurationFix(one);
  if (mine !== null && mine.proved !== false) return mine;
  return newerClient(one) ?? bridged(one) ?? mine ?? onServer(one);
}

/** What is mended in the file that the client reads. */
function configurationFix(one: Case): ClientFix | null {
  const { cause } = one.report;
  switch (cause?.kind) {
    case 'configured-header': {
      const names = cause.headers.map((name) => `"${name}"`).join(' and ');
      return {
        ...inConfiguration(one),
        what: say('remove-configured', { headers: names }),
        proved: cause.withoutConnects,
      };
    }
    case 'old-transport':
      return oldTransport(one);
    case 'declared-transport':
      return newTransport(one);
    case 'redirect':
      return finalUrl(one);
    case 'authorization':
      return refusedCredentials(one) ?? withCredentials(one);
    default:
      return null;
  }
}

/** The address that a redirect leads to in the end, where an MCP server answered. */
function finalUrl(one: Case): ClientFix | null {
  const last = one.run.recording.redirects.at(-1);
  if (last?.answers !== 'mcp' && last?.answers !== 'credentials') return null;
  return { ...inConfiguration(one), what: say('configure-final-url', { url: last.url }) };
}

/** The transport before Streamable HTTP, where the client's configuration has a word for it. */
function oldTransport(one: Case): ClientFix | null {
  const { format, run } = one;
  if (format === null || !hasWordFor(format, 'sse')) return null;
  const what = say('declare-sse');
  const snippet = snippetFor(format, wantedOf(run.recording.target, 'sse', run.observation));
  return { ...inConfiguration(one), what, ...pasted(snippet, one) };
}

/** The transport that the entry should declare, where a correct hello was answered over it. */
function newTransport(one: Case): ClientFix | null {
  const { format, run } = one;
  if (run.observation.server.eras.length === 0) return null;
  const what = say('declare-http');
  const fix = { ...inConfiguration(one), what };
  if (format === null) return fix;
  const wanted = wantedOf(run.recording.target, 'http', run.observation);
  return { ...fix, ...pasted(snippetFor(format, wanted), one) };
}

function withCredentials(one: Case): ClientFix {
  const { format, run } = one;
  const what = say('send-credentials');
  const fix = { ...inConfiguration(one), what };
  if (format === null) return fix;
  const wanted = wantedOf(run.recording.target, 'http', run.observation);
  return { ...fix, ...pasted(snippetFor(format, authorized(wanted)), one) };
}

/** The other clients of a run may be let in: then the server as a whole does not ask for credentials. */
function authorized(wanted: Wanted): Wanted {
  const { headers } = wanted;
  if (headers.some(([name]) => name.toLowerCase() === 'authorization')) return wanted;
  return { ...wanted, headers: [...headers, ['Authorization', 'Bearer ${MCP_TOKEN}']] };
}

/** Credentials went out and were refused: an entry would say the same again. */
function refusedCredentials(one: Case): ClientFix | null {
  const { credentials } = one.run.recording.target;
  if (one.report.cause?.kind !== 'authorization' || credentials.length === 0) return null;
  const what = say('check-credentials', { names: credentials.join(', ') });
  return { ...inConfiguration(one), what };
}

/** A later version of the same client that was seen to connect in this very run. */
function newerClient(one: Case): ClientFix | null {
  const { report, profile, run } = one;
  if (profile === null) return null;
  const later = run.reports
    .filter(({ client, connects }) => client === report.client && connects === true)
    .flatMap((other) => profileOf(other, run.profiles) ?? [])
    .filter(({ versions }) => compareVersions(versions.from, profile.versions.from) > 0);
  const newest = newestOf(later, report.client);
  if (newest === null) return null;
  const { from, to } = newest.versions;
  const range = to === null ? say('or-later', { version: from }) : versionWords(newest);
  return {
    where: 'client',
    what: say('update-client', { client: report.title, version: range }),
    entry: null,
    command: null,
    proved: true,
    pickUp: say('start-again', { client: report.title }),
  };
}

/** Whether the bridge that an entry starts, the newest, was seen to connect; null: not tried, or it cannot be told. */
export function bridgeConnects(
  reports: readonly ClientReport[],
  profiles: readonly ClientProfile[],
): boolean | null {
  const newest = newestOf(profiles, BRIDGE);
  const report = reports.find((one) => newest !== null && profileOf(one, profiles) === newest);
  return report?.connects ?? null;
}

/** The bridge as a stdio entry, only where its own sequence was seen to connect in this run. */
function bridged(one: Case): ClientFix | null {
  const { report, format, run } = one;
  if (format === null || report.client === BRIDGE) return null;
  if (bridgeConnects(run.reports, run.profiles) !== true) return null;
  const wanted = wantedOf(run.recording.target, 'http', run.observation);
  const faults = breaksAt(BRIDGE).map((fault) => say(FAULTS[fault]));
  const what =
    faults.length === 0
      ? say('through-bridge', { bridge: BRIDGE })
      : say('through-bridge-doubted', { bridge: BRIDGE, faults: faults.join(', or ') });
  return { ...inConfiguration(one), what, ...pasted(bridgeSnippet(format, wanted), one), proved: true };
}

/** Nothing on the client's side helps. Its user has to reconnect once the server is mended. */
function onServer({ report, format }: Case): ClientFix | null {
  const fix = serverFix(report);
  if (fix === null || !report.yours) return fix;
  return { ...fix, pickUp: format?.pickUp ?? null };
}

function inConfiguration({ format }: Case): ClientFix {
  const pickUp = format?.pickUp ?? null;
  return { where: 'configuration', what: '', entry: null, command: null, proved: null, pickUp };
}

/**
 * What the user pastes. Whoever has the entry in a file has a name for the variable too, which we do not know:
 * an entry of ours would name another.
 */
function pasted({ entry, text, command }: Snippet, { run }: Case): Pick<ClientFix, 'entry' | 'command'> {
  const { source, credentials } = run.recording.target;
  if (source !== null && credentials.length > 0) return { entry: null, command: null };
  return { entry: entry ?? text, command };
}

function profileOf(
  { client, version }: ClientReport,
  profiles: readonly ClientProfile[],
): ClientProfile | null {
  return profiles.find((profile) => profile.client === client && versionWords(profile) === version) ?? null;
}

/** Some clients read two formats: the user's own is the one that was asked for, or whose file it is. */
function formatOf(
  { yours, client }: ClientReport,
  profile: ClientProfile | null,
  { formats, recording }: Omit<Run, 'reports'>,
): Format | null {
  const asked = formats.find(({ id }) => id === recording.asked.client);
  if (yours && asked?.client === client) return asked;
  return formats.find(({ id }) => id === profile?.format) ?? null;
}
