import { isObject, type JsonObject } from './reading.js';

/** What is wrong with a message as JSON-RPC 2.0 (section 5), in words. */
export function envelopeProblems(message: JsonObject): string[] {
  const problems: string[] = [];
  if (message.jsonrpc !== '2.0') problems.push('jsonrpc is not "2.0"');
  if ('result' in message && 'error' in message) problems.push('both result and error are present');
  const { error } = message;
  if (!('error' in message)) return problems;
  if (!isObject(error)) return [...problems, 'error is not an object'];
  if (!Number.isInteger(error.code)) problems.push('error.code is not an integer');
  if (typeof error.message !== 'string') problems.push('error.message is not a string');
  return problems;
}
