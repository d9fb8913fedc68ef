import { shown, UserError } from '../errors.js';
import type { Json, Recording } from '../model.js';
import { isObject, parseJson } from './reading.js';

const SCHEMA = 1;

/**
 * A stored recording from its text.
 * @throws {UserError} for what is not JSON (cut in half), not a recording, or one of a later version
 */
export function readRecording(text: string, file: string): Recording {
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
  if (!isRecording(value)) throw notARecording(value, file);
  // Recordings of earlier versions had no clients in them.
  const asked = { ...value.asked, clients: value.asked.clients ?? [] };
  return { ...value, asked, replays: value.replays ?? [] };
}

function isRecording(value: { [key: string]: Json }): value is { [key: string]: Json } & Recording {
  const { tool, target, asked, plan, flows, notSent, replays = [] } = value;
  const objects = [tool, target, asked].every(isObject);
  const lists = [plan, flows, notSent, replays].every((list) => Array.isArray(list) && list.every(isObject));
  return objects && lists && isAsked(asked) && (plan as Json[]).length > 0 && (flows as Json[]).length > 0;
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
