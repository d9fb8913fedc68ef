import { shown, UserError } from '../errors.js';
import type { Configuration, Json, Recording } from '../model.js';
import { RECORDED_STRAIGHT } from '../targets/straight.js';
import { isObject, type JsonObject, parseJson } from './reading.js';

const SCHEMA = 1;

/** What a file holds: the recording of one URL, or those of a configuration's servers. */
export interface StoredRun {
  recordings: Recording[];
  configuration: Configuration | null;
}

export interface RecordingChecker {
  isRecording(value: unknown): value is Recording;
  /** Where the value that was looked at last is none. */
  problem(): string;
}

/**
 * What `--record` wrote, from its text.
 * @throws {UserError} for what is not JSON (cut in half), not a recording, damaged, or of a later version
 */
export function readRecordedRun(text: string, file: string, checker: RecordingChecker): StoredRun {
  const parsed = parseJson(text.replace(/^\ufeff/, ''));
  if (parsed === null) {
    throw new UserError('the recording is not JSON', {
      where: file,
      found:
        text.trim() === ''
          ? 'an empty file'
          : 'text that ends or breaks off where JSON goes on: a file cut in half?',
      whatToDo: 'make it again with `probe --record FILE`',
    });
  }
  return recordedRun(parsed.value, file, checker);
}

/**
 * The same from the value that the text says.
 * @param file what it is called in an error
 * @throws {UserError} for what is not a recording, is damaged, or of a later version
 */
export function recordedRun(value: Json, file: string, checker: RecordingChecker): StoredRun {
  if (!isObject(value) || value.schema === undefined) throw notARecording(value, file);
  if (value.schema !== SCHEMA) {
    throw new UserError('the recording is of another version of this tool', {
      where: file,
      found: `schema ${shown(value.schema)}, made by ${shown(isObject(value.tool) ? value.tool.version : null)}`,
      whatToDo: `this version reads schema ${SCHEMA}: update mcp-accept, or make the recording again`,
    });
  }
  const several = value.recordings;
  if (several === undefined) return { recordings: [complete(value, file, checker)], configuration: null };
  if (!Array.isArray(several) || several.length === 0) throw notARecording(value, file);
  const recordings = several.map((one) => complete(one, file, checker));
  // Several URLs, and no file that they stand in.
  const configuration = value.configuration === null ? null : configurationOf(value.configuration, file);
  return { recordings, configuration };
}

/** A recording as this version writes it: what an earlier one did not know is absent. */
function complete(value: Json, file: string, checker: RecordingChecker): Recording {
  if (!isObject(value) || !['target', 'asked', 'plan', 'flows'].every((name) => name in value)) {
    throw notARecording(value, file);
  }
  const recording = {
    ...value,
    tool: withMissing(value.tool, { node: null, platform: null }),
    target: withMissing(value.target, { source: null, transport: 'http' }),
    asked: withMissing(value.asked, { clients: [], yours: null, client: null }),
    flows: listOf(value.flows, withConnections),
    replays: listOf(value.replays ?? [], (replay) =>
      isObject(replay) ? { ...replay, flow: withConnections(replay.flow) } : replay,
    ),
    repeats: repeatsOf(value.repeats ?? null),
    route: value.route ?? { ...RECORDED_STRAIGHT },
    network: traceOf(value.network ?? null),
    redirects: value.redirects ?? [],
    traffic: value.traffic ?? null,
    problem: withMistake(value.problem ?? null),
    cutShort: value.cutShort ?? null,
  };
  if (!checker.isRecording(recording)) throw damaged(checker.problem(), file);
  const misfit = misfitIn(recording);
  if (misfit !== null) throw damaged(misfit, file);
  return recording;
}

/** Earlier versions took whatever kept an entry from being tried for a mistake. */
function withMistake(problem: Json): Json {
  return isObject(problem) ? { mistake: true, ...problem } : problem;
}

/** Earlier versions did not say what connection a request went out on, nor what stands beside events. */
function withConnections(flow: Json | undefined): Json {
  if (!isObject(flow)) return flow ?? null;
  return {
    ...flow,
    exchanges: listOf(flow.exchanges, (exchange) => withConnection(exchange)),
  };
}

function withConnection(exchange: Json): Json {
  if (!isObject(exchange)) return exchange;
  const { connection = null, outcome = null } = exchange;
  return {
    ...exchange,
    connection: withMissing(connection, { address: null }),
    outcome: isObject(outcome) && outcome.kind === 'answer' ? { passedOver: [], ...outcome } : outcome,
  };
}

function repeatsOf(repeats: Json): Json {
  if (!isObject(repeats)) return repeats;
  const tried = (one: Json): Json => (isObject(one) ? { ...one, flow: withConnections(one.flow) } : one);
  return { ...repeats, tries: listOf(repeats.tries, tried), opening: tried(repeats.opening ?? null) };
}

/** Earlier versions asked nobody at another address, and did not look behind a proxy. */
function traceOf(network: Json): Json {
  if (!isObject(network)) return network;
  return {
    through: null,
    ...network,
    addresses: listOf(network.addresses, (one) => withMissing(one, { hello: null })),
  };
}

function withMissing(value: Json | undefined, missing: JsonObject): Json {
  return isObject(value) ? { ...missing, ...value } : (value ?? null);
}

function listOf(value: Json | undefined, each: (one: Json) => Json): Json {
  return Array.isArray(value) ? value.map(each) : (value ?? null);
}

/** What no schema can tell: flows that nobody planned would be left out, and the rest be taken for the whole. */
function misfitIn({ plan, flows, replays, repeats, traffic, problem }: Recording): string | null {
  if (flows.length === 0 && problem === null && traffic === null) return 'there is no flow';
  const planned = [
    ...flows.map((flow) => ({ flow, plan: plan.find(({ id }) => id === flow.id) })),
    ...replays,
    ...(repeats?.tries ?? []),
  ];
  for (const { flow, plan: own } of planned) {
    if (own === undefined) return `the flow ${shown(flow.id)} is not in the plan`;
    const stray = flow.exchanges.find(({ step }) => step >= own.steps.length);
    if (stray !== undefined) return `the exchange ${shown(stray.id)} belongs to no step`;
  }
  return null;
}

function damaged(found: string, file: string): UserError {
  return new UserError('the recording is damaged', {
    where: file,
    found,
    whatToDo: 'make it again with `probe --record FILE`',
  });
}

function configurationOf(value: Json | undefined, file: string): Configuration {
  if (!isObject(value)) throw notARecording(value ?? null, file);
  const { file: path, format, client, skipped } = value;
  const names = typeof path === 'string' && typeof format === 'string' && typeof client === 'string';
  if (!names || !Array.isArray(skipped)) throw notARecording(value, file);
  const pairs = skipped.flatMap((one) => {
    const fits = isObject(one) && typeof one.server === 'string' && typeof one.reason === 'string';
    return fits ? [{ server: String(one.server), reason: String(one.reason) }] : [];
  });
  return { file: path, format, client, skipped: pairs };
}

function notARecording(value: Json, file: string): UserError {
  return new UserError('this is not a recording', {
    where: file,
    found: isObject(value) ? `JSON with the fields ${shown(Object.keys(value).slice(0, 6))}` : shown(value),
    whatToDo: 'name a file that --record, --bundle or --report har:FILE wrote',
  });
}
