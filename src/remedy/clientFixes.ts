import type {
  ClientFix,
  ClientReport,
  Format,
  Knowledge,
  Observation,
  Recording,
  Snippet,
  Transport,
} from '../model.js';
import { versionWords } from '../plan/profiles.js';
import { bridgeEntry, snippetFor, speaks } from './dialect.js';
import { wantedOf } from './hints.js';

interface Run extends Knowledge {
  recording: Recording;
  observation: Observation;
  /** All reports of the run: what one client shows may be the fix for another. */
  reports: readonly ClientReport[];
}

/** The reports with the change that lets each failing client connect. Pure: what proves it is in the recording. */
export function withFixes(reports: readonly ClientReport[], run: Omit<Run, 'reports'>): ClientReport[] {
  const all = { ...run, reports };
  return reports.map((report) =>
    report.connects === true ? report : { ...report, fix: fixOf(report, all) },
  );
}

function fixOf(report: ClientReport, run: Run): ClientFix | null {
  const fix = configurationFix(report, run) ?? newerClient(report, run) ?? bridged(report, run);
  if (fix !== null) return { ...fix, pickUp: fix.pickUp ?? formatOf(report, run)?.pickUp ?? null };
  return serverFix(report);
}

/** What is mended in the file that the client reads. */
function configurationFix(report: ClientReport, run: Run): ClientFix | null {
  const { cause } = report;
  if (cause?.kind === 'configured-header') {
    const what = `remove ${cause.headers.map((name) => `"${name}"`).join(' and ')} from the configured headers`;
    return { ...NO_ENTRY, where: 'configuration', what, proved: cause.withoutConnects };
  }
  if (cause?.kind === 'old-transport') return oldTransport(report, run);
  if (cause?.kind === 'declared-transport') return newTransport(report, run);
  if (cause?.kind === 'authorization' && report.connects === false) {
    const sent = run.recording.target.credentials.length > 0;
    const what = sent
      ? 'the credentials were refused: check that the variable holds the right token, and that it is set where the client starts'
      : 'send credentials, from a variable';
    return { ...entryIn(report, run, 'http'), where: 'configuration', what, proved: null };
  }
  return null;
}

/** The transport before Streamable HTTP, for a client that is told of it or comes to it through a bridge. */
function oldTransport(report: ClientReport, run: Run): ClientFix | null {
  const format = formatOf(report, run);
  if (format === null || !speaks(format, 'sse')) return null;
  const what = 'this server speaks the old HTTP+SSE transport: name it in the entry';
  return { ...entryIn(report, run, 'sse'), where: 'configuration', what, proved: null };
}

/** The transport that the entry should declare, where a correct hello was answered over it. */
function newTransport(report: ClientReport, run: Run): ClientFix | null {
  if (run.observation.server.eras.length === 0) return null;
  const what = 'this server speaks Streamable HTTP: declare that in the entry';
  return { ...entryIn(report, run, 'http'), where: 'configuration', what, proved: null };
}

/** A later version of the same client that was seen to connect in this very run. */
function newerClient(report: ClientReport, { reports, profiles }: Run): ClientFix | null {
  const newer = reports
    .filter(({ client, connects }) => client === report.client && connects === true)
    .at(-1);
  const profile = profiles.find(
    (one) => one.client === newer?.client && newer !== undefined && versionWords(one) === newer.version,
  );
  if (newer === undefined || profile === undefined) return null;
  const what = `update ${report.title} to ${newer.version}`;
  return { ...NO_ENTRY, where: 'client', what, proved: true };
}

/** A bridge as a stdio entry, only where its own sequence was seen to connect in this run. */
function bridged(report: ClientReport, run: Run): ClientFix | null {
  const { profiles, reports, recording, observation } = run;
  const format = formatOf(report, run);
  const bridges = profiles.filter(({ bridge }) => bridge).map(({ client }) => client);
  const bridge = reports.find(({ client, connects }) => bridges.includes(client) && connects === true);
  if (format === null || bridge === undefined || bridges.includes(report.client)) return null;
  const wanted = wantedOf(recording.target, 'http', observation);
  const what = `start it through ${bridge.title}, which was seen to connect`;
  return {
    ...NO_ENTRY,
    where: 'configuration',
    what,
    entry: bridgeEntry(wanted, format.expansion.write),
    proved: true,
  };
}

/** Nothing on the client's side helps: what the server does wrong for this client. */
function serverFix({ cause, failedAt }: ClientReport): ClientFix | null {
  const what = cause === null ? null : ON_SERVER[cause.kind]?.(failedAt?.status ?? null);
  return what === undefined || what === null ? null : { ...NO_ENTRY, where: 'server', what, proved: null };
}

type Kind = NonNullable<ClientReport['cause']>['kind'];

const ON_SERVER: Partial<Record<Kind, (status: number | null) => string>> = {
  refused: (status) =>
    status === 406
      ? 'accept requests that list application/json and text/event-stream: no header that a user configures changes this 406'
      : 'answer a correct initialize with its result',
  era: () => 'serve a revision that this client speaks (2025-11-25 or before) beside 2026-07-28',
  discover: () =>
    'answer a method that the server does not know with 400, 404, or 200 and JSON-RPC error -32601',
  notification: () => 'answer notifications/initialized with 202 and no body',
  session: () => 'accept the session ID that initialize was answered with, in every later request',
  'content-type': () => 'say what the answer is: Content-Type application/json or text/event-stream',
  version: () => 'answer initialize with a protocol version that exists and that the client may know',
};

const NO_ENTRY = { entry: null, command: null, pickUp: null };

function entryIn(
  report: ClientReport,
  run: Run,
  transport: Transport,
): Pick<ClientFix, 'entry' | 'command' | 'pickUp'> {
  const format = formatOf(report, run);
  if (format === null) return NO_ENTRY;
  const { entry, command, pickUp }: Snippet = snippetFor(
    format,
    wantedOf(run.recording.target, transport, run.observation),
  );
  return { entry, command, pickUp };
}

function formatOf(report: ClientReport, { formats }: Run): Format | null {
  return formats.find(({ client }) => client === report.client) ?? null;
}
