import { createHmac, randomBytes } from 'node:crypto';
import type { Exchange, Json } from '../model.js';
import { isObject, type JsonObject, parseJson } from './reading.js';

/** What one user may see is nobody else's business: hashes of one run can be compared with each other alone. */
const SALT = randomBytes(16);

/**
 * An answer to one of two users, of whose list only hashes are kept, of each tool that of its name and that of all
 * that is said of it, and of a refusal its error.
 */
export function hashedLists(outcome: Exchange['outcome']): Exchange['outcome'] {
  if (outcome.kind !== 'answer') return outcome;
  const { body, events } = outcome;
  return {
    ...outcome,
    body: { ...body, text: body.text === '' ? '' : hashed(body.text) },
    events: events?.map((event) => ({ ...event, data: hashed(event.data) })) ?? null,
  };
}

function hashed(text: string): string {
  const message = parseJson(text)?.value;
  return isObject(message) ? JSON.stringify({ ...message, ...resultOf(message) }) : '';
}

/** A hello's result tells nothing of a user. */
function resultOf({ result }: JsonObject): JsonObject {
  if (!isObject(result) || !Array.isArray(result.tools)) return {};
  return { result: { tools: result.tools.map(hashedTool) } };
}

function hashedTool(tool: Json): Json {
  const whole = JSON.stringify(tool);
  const name = isObject(tool) && typeof tool.name === 'string' ? tool.name : whole;
  return { name: hashOf(name), description: hashOf(whole), inputSchema: { type: 'object' } };
}

function hashOf(text: string): string {
  return createHmac('sha256', SALT).update(text).digest('hex').slice(0, 16);
}
