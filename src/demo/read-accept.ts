import type { AcceptCell, AcceptPolicy, AcceptSettings, CellAnswer, Era, MessageType } from './persona.js';
import { rawAnswer } from './read-answer.js';
import { flag, isObject, nested, oneOf, optional, type Read, record } from './shape.js';

const cellWord = oneOf('reset', 'hang', 'refuse', 'json', 'sse');
const cellAnswer: Read<CellAnswer | null> = (value, at) =>
  isObject(value) ? rawAnswer(value, at) : cellWord(value, at);

const policy: Read<AcceptPolicy> = oneOf(
  'strict',
  'strict-with-ranges',
  'lenient',
  'negotiating',
  'ignoring',
);

const typeOfAnswer: Read<MessageType | null> = oneOf('json', 'sse');

const acceptRecord = record<AcceptSettings>({
  policy: optional(policy, 'negotiating'),
  caseSensitive: optional(flag, false),
  hello: optional(typeOfAnswer, null),
  cells: nested(
    record<Record<AcceptCell, CellAnswer | null>>({
      missing: optional(cellAnswer, null),
      'json-only': optional(cellAnswer, null),
      'sse-only': optional(cellAnswer, null),
      wildcard: optional(cellAnswer, null),
      both: optional(cellAnswer, null),
    }),
  ),
});

const acceptOfOneEra: Read<AcceptSettings> = (value, at) =>
  acceptRecord(typeof value === 'string' ? { policy: policy(value, at) } : value, at);

const acceptByEra = record<Record<Era, AcceptSettings>>({
  legacy: nested(acceptOfOneEra),
  modern: nested(acceptOfOneEra),
});

/** How `Accept` is treated: one policy for both eras, or one for each. */
export const readAccept: Read<Record<Era, AcceptSettings>> = (value, at) => {
  if (isObject(value) && ('legacy' in value || 'modern' in value)) return acceptByEra(value, at);
  return { legacy: acceptOfOneEra(value, at), modern: acceptOfOneEra(value, at) };
};
