import { clientReports } from '../../diagnose/clients.js';
import { UserError } from '../../errors.js';
import type {
  ClientProfile,
  ConfigEntry,
  ConfigFile,
  Exchange,
  Flow,
  FlowPlan,
  Format,
  StepPlan,
  Target,
} from '../../model.js';
import type { Send } from '../../net/wire.js';
import { asDeclared } from '../../plan/declared.js';
import { framingWords, pinnedFraming } from '../../plan/framing.js';
import { mergedLines } from '../../plan/replay.js';
import { neverArrived } from '../../record/arrival.js';
import { isLimited } from '../../record/limiter.js';
import { answerOf } from '../../record/reading.js';
import { leadsOn } from '../../record/redirected.js';
import { replayClients } from '../../record/replay.js';
import { INTERRUPTED, UNREACHABLE } from '../../record/stops.js';
import { say } from '../../say.js';
import { readConfig } from '../../targets/config/entries.js';
import { dropped, inWords, refusalsOf } from '../../targets/config/refusals.js';
import { targetsOf } from '../../targets/config/targets.js';
import { applyEdits } from '../edits/edits.js';
import type { Bench, Proposal } from './prove.js';
import { isSameHost } from './sameHost.js';
import { type Trial, untold } from './trial.js';

export interface BenchOptions {
  file: ConfigFile;
  entry: ConfigEntry;
  formats: readonly Format[];
  env: Readonly<Record<string, string | undefined>>;
  /** The newest versions of the file's client that were recorded; null: none was. */
  profile: ClientProfile | null;
  send: Send;
  /** Per exchange, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  onStep: (flow: FlowPlan, step: StepPlan) => void;
}

/** An entry's versions, read from the edited text as the client reads them, and tried on its server. */
export interface EntryBench extends Bench {
  /** What came back for the entry as it is: empty before it was tried. */
  seen(): readonly Exchange[];
}

/** One version of an entry. */
interface Version {
  entry: ConfigEntry | null;
  target: Target | null;
  /** What stands in the entry for which the client drops the whole file, in words. */
  refused: string[];
  /** Why there is no target. */
  problem: UserError | null;
}

const STOPPED: Trial = untold(INTERRUPTED);
const GONE: Version = { entry: null, target: null, refused: [], problem: null };

/** @param options what the entry is read from, and how it is reached */
export function entryBench(options: BenchOptions): EntryBench {
  const { file, profile } = options;
  const versions = new Map<string, Promise<Version>>();
  const trials = new Map<string, Promise<Trial>>();
  /** Servers that are asked nothing more, by origin: out of reach, or had enough. */
  const closed = new Map<string, Trial>();
  let seen: readonly Exchange[] = [];
  let afterDelete = false;

  const versionOf = async (proposals: readonly Proposal[]): Promise<[text: string, Version]> => {
    const text = await textWith(proposals, file);
    return [text, await once(versions, text, () => versionIn(text, options))];
  };

  async function attempt(text: string, version: Version): Promise<Trial> {
    const { entry, target, refused, problem } = version;
    if (entry === null) return untold(say('exclude-each-other'));
    if (refused[0] !== undefined) return { ...untold(dropped(file.format, refused[0])), connects: false };
    if (target === null) return notReached(entry, problem, file);
    if (profile === null) return untold(say('none-recorded', { client: file.format.title }));
    if (options.signal.aborted) return STOPPED;
    const [framing] = pinnedFraming(profile, target.configured);
    if (framing?.breaks === true) return { ...untold(framingWords(framing)), connects: false };
    const { origin, hostname } = new URL(target.url);
    // Whatever is proposed: what this host was given goes to no other.
    const own = hostOf(options.entry);
    if (own !== null && !isSameHost(own, hostname)) return untold(say('no-other-host'));
    const known = closed.get(origin);
    if (known !== undefined) return known;
    const { trial, flow } = await replayed(target, profile, { ...options, afterDelete });
    if (text === file.text) seen = flow.exchanges;
    if (unreachable(flow) !== null || isLimited(flow)) closed.set(origin, trial);
    afterDelete = flow.exchanges.at(-1)?.request.method === 'DELETE';
    return trial;
  }

  return {
    seen: () => seen,
    async wire(proposals) {
      const [, version] = await versionOf(proposals);
      return wireOf(version, profile);
    },
    async host(proposals) {
      const [, { entry }] = await versionOf(proposals);
      return hostOf(entry);
    },
    async try(proposals) {
      const [text, version] = await versionOf(proposals);
      return once(trials, text, () => attempt(text, version));
    },
  };
}

function hostOf(entry: ConfigEntry | null): string | null {
  const address = entry?.url?.expanded ?? '';
  return URL.canParse(address) ? new URL(address).hostname : null;
}

/** Edits may exclude each other: then there is no such text. */
async function textWith(proposals: readonly Proposal[], { text, format }: ConfigFile): Promise<string> {
  const edits = proposals.flatMap((proposal) => proposal.edits);
  try {
    return await applyEdits(text, format.syntax, edits);
  } catch (error) {
    if (error instanceof UserError) return '';
    throw error;
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

async function versionIn(text: string, { file, entry, formats, env }: BenchOptions): Promise<Version> {
  if (text === '') return GONE;
  const edited =
    text === file.text
      ? file
      : await readConfig({ path: file.path, text, env, client: file.format.id }, formats);
  const path = JSON.stringify(entry.path);
  const found = targetsOf(edited, { server: entry.name, credentials: [] }).find(
    (each) => JSON.stringify(each.entry.path) === path,
  );
  if (found === undefined) return GONE;
  return { ...found, refused: refusalsOf(edited, found.entry).map(inWords) };
}

/** Everything that would go out, in one text to compare by. */
function wireOf(version: Version, profile: ClientProfile | null): string | null {
  const { entry, target, refused, problem } = version;
  if (refused.length > 0) return JSON.stringify([refused]);
  if (problem !== null) return null;
  if (entry === null || target === null) return JSON.stringify([entry?.skipped ?? 'gone']);
  const steps = profile === null || entry.transport === 'sse' ? [] : [...profile.legacy, ...profile.modern];
  const lines =
    steps.length === 0 || profile === null
      ? target.configured
      : steps.map((step) => mergedLines(step, profile, target.configured));
  const framing = profile === null ? [] : pinnedFraming(profile, target.configured);
  return JSON.stringify([entry.transport, target.url, target.credentials.length, lines, framing]);
}

/** A client that takes the entry for something else does not connect; one that lacks a variable may. */
function notReached(entry: ConfigEntry, problem: UserError | null, { format }: ConfigFile): Trial {
  if (problem === null) {
    return { ...untold(entry.skipped ?? ''), connects: false };
  }
  return untold(say('not-replayed', { why: problem.title, client: format.title }));
}

async function replayed(
  target: Target,
  profile: ClientProfile,
  { send, timeoutMs, signal, onStep, afterDelete }: BenchOptions & { afterDelete: boolean },
): Promise<{ trial: Trial; flow: Flow }> {
  const [declared = profile] = asDeclared([profile], target.transport, profile.id);
  const [replay] = await replayClients(target, send, [declared], {
    timeoutMs,
    signal,
    thorough: true,
    asConfiguredOnly: true,
    afterDelete,
    onStep,
  });
  const [report] = replay === undefined ? [] : clientReports([replay], [declared]);
  if (replay === undefined || report === undefined) throw new Error(`${profile.id} was not replayed`);
  const { connects, getStream, failedAt } = report;
  const failure = unreachable(replay.flow);
  const because = failure === null ? report.because : `${UNREACHABLE} (${failure})`;
  const ledOn = replay.flow.exchanges.some(leadsOn);
  const trial = { connects, getStream, failedAt, because, reached: isReached(replay.flow), ledOn };
  return { trial, flow: replay.flow };
}

function isReached({ exchanges }: Flow): boolean {
  return exchanges.some((exchange) => answerOf(exchange) !== null);
}

/** The system's code for it; null where somebody was reached. */
function unreachable({ exchanges }: Flow): string | null {
  const last = exchanges.at(-1)?.outcome;
  return last?.kind === 'failure' && neverArrived(last) ? last.code : null;
}
