import { shown, UserError } from '../errors.js';
import type { Configuration, Flow, Json, Recording } from '../model.js';
import { isObject, parseJson } from './reading.js';

const SCHEMA = 1;

/** What a file holds: the recording of one URL, or those of a configuration's servers. */
export interface StoredRun {
  recordings: Recording[];
  configuration: Configuration | null;
}

/**
 * What `--record` wrote, from its text.
 * @throws {UserError} for what is not JSON (cut in half), not a recording, or one of a later version
 */
export function readRecordedRun(text: string, file: string): StoredRun {
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
  const { value } = parsed;
  if (!isObject(value) || value.schema === undefined) throw notARecording(value, file);
  if (value.schema !== SCHEMA) {
    throw new UserError('the recording is of another version of this tool', {
      where: file,
      found: `schema ${shown(value.schema)}, made by ${shown(isObject(value.tool) ? value.tool.version : null)}`,
      whatToDo: `this version reads schema ${SCHEMA}: update mcp-accept, or make the recording again`,
    });
  }
  const several = value.recordings;
  if (several === undefined) return { recordings: [complete(value, file)], configuration: null };
  if (!Array.isArray(several) || several.length === 0) throw notARecording(value, file);
  const recordings = several.map((one) => complete(one, file));
  return { recordings, configuration: configurationOf(value.configuration, file) };
}

/** A recording as this version writes it: what an earlier one did not know is absent. */
function complete(value: Json, file: string): Recording {
  if (!isObject(value) || !isRecording(value)) throw notARecording(value, file);
  const { target, asked, flows } = value;
  return {
    ...value,
    target: { ...target, source: target.source ?? null, transport: target.transport ?? 'http' },
    asked: {
      ...asked,
      clients: asked.clients ?? [],
      yours: asked.yours ?? null,
      client: asked.client ?? null,
    },
    flows: flows.map(withConnections),
    replays: (value.replays ?? []).map((replay) => ({ ...replay, flow: withConnections(replay.flow) })),
    problem: value.problem ?? null,
  };
}

function withConnections(flow: Flow): Flow {
  const exchanges = flow.exchanges.map((one) => ({ ...one, connection: one.connection ?? null }));
  return { ...flow, exchanges };
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

function isRecording(value: { [key: string]: Json }): value is { [key: string]: Json } & Recording {
  const { tool, target, asked, plan, flows, notSent, replays = [] } = value;
  const objects = [tool, target, asked].every(isObject);
  const lists = [plan, flows, notSent, replays].every((list) => Array.isArray(list) && list.every(isObject));
  const sent = (plan as Json[]).length > 0 && (flows as Json[]).length > 0;
  return objects && lists && isAsked(asked) && (sent || isObject(value.problem));
}

/** What decides the verdict must be what it can be: a damaged file is not clean. */
function isAsked(asked: Json | undefined): boolean {
  if (!isObject(asked)) return false;
  const among = (value: Json | undefined, words: readonly string[]): boolean =>
    typeof value === 'string' && words.includes(value);
  return (
    among(asked.ruleset, ['spec', 'recommended', 'strict']) &&
    among(asked.failOn, ['error', 'warning', 'note', 'never']) &&
    among(asked.era, ['auto', 'legacy', 'modern']) &&
    (asked.clients === undefined || Array.isArray(asked.clients))
  );
}

function notARecording(value: Json, file: string): UserError {
  return new UserError('this is not a recording', {
    where: file,
    found: isObject(value) ? `JSON with the fields ${shown(Object.keys(value).slice(0, 6))}` : shown(value),
    whatToDo: 'name a file that `probe --record FILE` wrote',
  });
}
