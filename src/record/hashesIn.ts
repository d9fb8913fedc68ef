import type { Exchange } from '../model.js';
import { answerOf, isObject, messageOf } from './reading.js';

/** The hashes in an answer of which no list was kept, of names and of what is said; null where there is no list in it. */
export function hashesIn(exchange: Exchange): string[] | null {
  const answer = answerOf(exchange);
  const result = answer === null ? null : messageOf(answer)?.result;
  if (!isObject(result) || !Array.isArray(result.tools)) return null;
  return result.tools.flatMap((tool) =>
    isObject(tool) ? [tool.name, tool.description].filter((hash) => typeof hash === 'string') : [],
  );
}
