import { spokenAs } from '../diagnose/diagnose.js';
import { scopeOf } from '../diagnose/scope.js';
import { EXIT, type UserError } from '../errors.js';
import type {
  Asked,
  ConfigEntry,
  ConfigFile,
  Diagnosis,
  EntryDiagnosis,
  FixedServer,
  FixReport,
  Recording,
  Target,
} from '../model.js';
import { observe } from '../observe/observe.js';
import { problemRecording } from '../record/problem.js';
import { shellPath, shellWord } from '../remedy/advice/shell.js';
import { droppedFile, skippedByMistake } from '../targets/config/problems.js';
import { placeOfEntry, targetsOf } from '../targets/config/targets.js';
import { isSkippedByMistake } from '../targets/config/transport.js';
import { diagnoses, fingerprints, reportOn } from './judging.js';

/** Nothing is sent, so nothing of it matters. */
const ASKED: Asked = {
  depth: 'control',
  era: 'auto',
  ruleset: 'recommended',
  failOn: 'error',
  timeoutMs: 0,
  burst: 0,
  clients: [],
  yours: null,
  client: null,
};

/** What the file alone proves of each server; nothing is sent, so of the others nothing is said. */
export function diagnosedByFile(file: ConfigFile): EntryDiagnosis[] {
  if (file.entries.length === 0) return [];
  const problems = new Map(
    targetsOf(file, { credentials: [] }).map(({ entry, problem }) => [entry, problem]),
  );
  const [refusal] = file.refusals;
  return file.entries.map((entry) => {
    const { name, scope, skipped } = entry;
    const mistake = isSkippedByMistake(entry, file.format);
    const problem =
      refusal !== undefined
        ? droppedFile(file, refusal)
        : mistake
          ? skippedByMistake(file, entry)
          : (problems.get(entry) ?? null);
    // What a variable holds is no fault of the file: the client may know it where this shell does not.
    if (problem !== null && refusal === undefined && !mistake && isUnknownHere(entry)) {
      return { name, scope, diagnosis: null, because: problem.title };
    }
    if (problem !== null) {
      const [report] = reportOn([recordingOf(file, entry, problem)], [], ASKED).targets;
      return { name, scope, diagnosis: report?.diagnosis ?? null, because: null };
    }
    return {
      name,
      scope,
      diagnosis: null,
      because: skipped ?? `nothing was sent: ${probing(file.shownPath, name)} tells`,
    };
  });
}

/** What was proved of each server: its entry is the cause where the client connects with the changes. */
export function diagnosedByFix({
  file,
  client,
  profile,
  servers,
  edits,
  pickUp,
}: FixReport): EntryDiagnosis[] {
  return servers.map((server) => {
    const { name, scope, skipped, before, after } = server;
    const none = { name, scope, diagnosis: null };
    if (skipped !== null) return { ...none, because: skipped };
    if (before === false && after === true) {
      const what = edits.filter((edit) => edit.made && (edit.server === name || edit.server === ''));
      const yours = {
        client,
        version: profile?.versions ?? '',
        what: what.map((edit) => edit.what).join('; '),
        pickUp,
      };
      return { name, scope, diagnosis: byItsEntry(server, yours), because: null };
    }
    const because =
      before === true
        ? `${client} connects; ${probing(file, name)} tells what other clients meet`
        : `its entry alone is not at fault, or not seen to be: ${probing(file, name)} names the cause`;
    return { ...none, because };
  });
}

/** Some text of it could not be expanded here. */
function isUnknownHere({ url, headers }: ConfigEntry): boolean {
  return url?.expanded === null || headers.some(({ text }) => text.expanded === null);
}

function probing(file: string, server: string): string {
  return `mcp-accept probe --config ${shellPath(file)} --server ${shellWord(server)}`;
}

function recordingOf({ shownPath, format }: ConfigFile, entry: ConfigEntry, problem: UserError): Recording {
  const source: Target['source'] = {
    file: shownPath,
    server: entry.name,
    format: format.id,
    place: placeOfEntry(entry),
  };
  return problemRecording(entry.name, source, problem, ASKED);
}

/** In the words of the diagnosis that a probe comes to when it proves the same. */
function byItsEntry(
  { name, why }: FixedServer,
  { client, version, what, pickUp }: { client: string; version: string; what: string; pickUp: string | null },
): Diagnosis | null {
  const recording: Recording = {
    ...problemRecording(name, null, { title: '', detail: { whatToDo: '' }, exitCode: EXIT.usage }, ASKED),
    problem: null,
  };
  const yours = {
    client: '',
    title: client,
    version,
    connects: false,
    outcome: null,
    getStream: null,
    failedAt: null,
    because: why ?? 'as its entry stands it fails',
    cause: { kind: 'configured-header' as const, headers: [], withoutConnects: null },
    fix: { where: 'configuration' as const, what, entry: null, command: null, proved: true, pickUp },
    yours: true,
  };
  const scope = scopeOf(recording, observe(recording), {
    verdicts: [],
    clients: [yours],
    profiles: [],
    fingerprints,
    traffic: null,
  });
  return spokenAs(diagnoses, 'client-fails-by-its-entry', scope, { target: name, client: null });
}
