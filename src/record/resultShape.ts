import type { ResultFault } from '../model/oddity.js';
import type { Json } from '../model.js';
import { isObject, type JsonObject } from './reading.js';

/** Where a result departs from MCP's schema, and how: clients differ in what they bear. */
export interface ResultProblem {
  /** In words: `serverInfo.version is missing`. */
  words: string;
  fault: ResultFault;
}

/** More tools than that are not looked at one by one: of a large answer only the top is kept (`top.ts`). */
const MOST_TOOLS = 500;

/**
 * What is wrong with the result of a hello or of a list, by the members that MCP's schema names (InitializeResult,
 * ListToolsResult, Tool), and what stands beside it in the message; nothing for other methods.
 */
export function resultProblems(method: string | null, message: JsonObject): ResultProblem[] {
  const { result } = message;
  if (!isObject(result)) return [];
  switch (method) {
    case 'initialize':
      return [...helloProblems(result), ...beside(message)];
    case 'tools/list':
      return [...listProblems(result), ...beside(message)];
    default:
      return [];
  }
}

/** Of a response; what is wrong with `error` beside a result is told by its envelope. */
const OF_A_RESPONSE = ['jsonrpc', 'id', 'result', 'error'];

function beside(message: JsonObject): ResultProblem[] {
  return Object.keys(message)
    .filter((name) => !OF_A_RESPONSE.includes(name))
    .map((name) => ({ words: `${name} stands beside result`, fault: 'extra-member' }));
}

const CAPABILITIES = ['tools', 'prompts', 'resources', 'logging', 'completions'];

function helloProblems(result: JsonObject): ResultProblem[] {
  const { capabilities, serverInfo } = result;
  return [
    ...needed(result, 'protocolVersion', 'string'),
    ...needed(result, 'capabilities', 'object'),
    ...(isObject(capabilities)
      ? CAPABILITIES.flatMap((name) => allowed(capabilities, name, 'object', 'capabilities.'))
      : []),
    ...needed(result, 'serverInfo', 'object'),
    ...(isObject(serverInfo)
      ? ['name', 'version'].flatMap((name) => needed(serverInfo, name, 'string', 'serverInfo.'))
      : []),
    ...allowed(result, 'instructions', 'string'),
    ...allowed(result, '_meta', 'object'),
  ];
}

function listProblems(result: JsonObject): ResultProblem[] {
  const { tools } = result;
  // Go writes an empty list as null, and reads it again.
  if (tools === null) return [{ words: 'tools is null', fault: 'missing' }];
  const each = Array.isArray(tools) && tools.length <= MOST_TOOLS ? tools : [];
  return [
    ...needed(result, 'tools', 'list'),
    ...each.flatMap((tool, index) => toolProblems(tool, `tools[${index}]`)),
    ...allowed(result, 'nextCursor', 'string'),
    ...allowed(result, '_meta', 'object'),
  ];
}

function toolProblems(tool: Json, at: string): ResultProblem[] {
  if (!isObject(tool)) return [{ words: `${at} is not an object`, fault: 'wrong-type' }];
  const { inputSchema } = tool;
  return [
    ...needed(tool, 'name', 'string', `${at}.`),
    ...['title', 'description'].flatMap((name) => allowed(tool, name, 'string', `${at}.`)),
    ...needed(tool, 'inputSchema', 'object', `${at}.`),
    ...(isObject(inputSchema) ? schemaProblems(inputSchema, `${at}.inputSchema.`) : []),
    ...['outputSchema', 'annotations', '_meta'].flatMap((name) => allowed(tool, name, 'object', `${at}.`)),
  ];
}

function schemaProblems(schema: JsonObject, at: string): ResultProblem[] {
  return [
    ...(schema.type === 'object'
      ? []
      : [{ words: `${at}type is not "object"`, fault: 'schema-type' as const }]),
    ...allowed(schema, 'properties', 'object', at),
    ...(schema.required === null
      ? [{ words: `${at}required is null`, fault: 'schema-required' as const }]
      : []),
  ];
}

type Kind = 'object' | 'string' | 'list';

const IS: Record<Kind, (value: Json) => boolean> = {
  object: isObject,
  string: (value) => typeof value === 'string',
  list: Array.isArray,
};
const WRITTEN: Record<Kind, string> = { object: 'an object', string: 'a string', list: 'a list' };

function needed(holder: JsonObject, name: string, kind: Kind, at = ''): ResultProblem[] {
  const value = holder[name];
  if (value === undefined) return [{ words: `${at}${name} is missing`, fault: 'missing' }];
  return IS[kind](value) ? [] : [wrong(`${at}${name}`, kind)];
}

/** A member that may be left out, but is not null then. */
function allowed(holder: JsonObject, name: string, kind: Kind, at = ''): ResultProblem[] {
  const value = holder[name];
  if (value === undefined) return [];
  if (value === null) return [{ words: `${at}${name} is null`, fault: 'null' }];
  return IS[kind](value) ? [] : [wrong(`${at}${name}`, kind)];
}

function wrong(name: string, kind: Kind): ResultProblem {
  return { words: `${name} is not ${WRITTEN[kind]}`, fault: 'wrong-type' };
}
