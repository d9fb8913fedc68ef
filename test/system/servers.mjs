/** The servers among the programs, each as its examples host it. What is said of them stands in `fixtures/interop/`. */
import { commandOf } from './builds.mjs';
import { programs } from './programs.mjs';
import { serve } from './start.mjs';

/** @type {[program: string, modes: string[]][]} */
const MODES = [
  ['mcp 1.8.1', ['stateless-json', 'stateful-sse']],
  ['mcp 1.9.4', ['stateful-sse', 'stateless-sse', 'stateless-json']],
  ['mcp 1.16.0', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['mcp 1.30.0', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['mcp 2.3.0', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['fastapi 0.165.0', ['stateful-sse', 'stateless-json']],
  ['fastapi-mcp 0.4.0', ['stateful-json']],
  ['fastmcp 2.14.7', ['stateful-sse', 'stateless-sse', 'stateless-json']],
  ['fastmcp 3.4.11', ['stateful-sse', 'stateless-sse', 'stateless-json']],
  ['fastmcp 4.2.3', ['stateful-sse', 'stateless-sse', 'stateless-json']],
  ['go-sdk 1.1.0', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['go-sdk 1.8.0', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['mcp-go 0.32.0', ['stateful-json', 'stateless-json']],
  ['mcp-go 1.2.1', ['stateful-json', 'stateless-json']],
  ['rmcp 0.8.5', ['stateful-sse', 'stateless-sse']],
  ['rmcp 3.9.0', ['stateful-sse', 'stateless-sse', 'stateless-json']],
  ['rust-mcp-sdk 1.1.0', ['stateful-sse']],
  ['rust-mcp-sdk 2.0.0', ['stateless-sse', 'stateless-json']],
  ['java-sdk 1.1.5', ['stateful-sse', 'stateless-json']],
  ['java-sdk 2.1.0', ['stateful-sse', 'stateless-json']],
  ['spring-ai 1.1.8', ['stateful-sse', 'stateless-json']],
  ['spring-ai 2.0.1', ['stateful-sse', 'stateless-json']],
  ['quarkus 1.10.1', ['stateful-json']],
  ['sdk 1.10.2', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['sdk 1.20.2', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['sdk 1.25.3', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['mcp-handler 2.4.0', ['stateless-sse']],
  ['mcp-lite 0.10.0', ['stateful-json', 'stateless-json']],
  ['tmcp 1.20.0', ['stateful-sse']],
  ['fastify-mcp 3.0.0', ['stateful-sse', 'stateless-sse']],
  ['mcp-framework 0.2.22', ['stateful-sse', 'stateful-json']],
  ['mcp-nest 2.0.5', ['stateless-json']],
  ['xmcp 1.1.3', ['stateless-sse']],
];

/** What does not survive the DELETE of a session: no request after it is answered. */
const DIE_OF_DELETE = ['mcp 1.8.1 stateful-sse', 'mcp 1.9.4 stateful-sse'];

const SELDOM = 'its build takes minutes: `npm run measure` with its name makes it';

/**
 * @typedef {object} SystemServer
 * @property {string} name its program and the mode: `mcp 1.30.0 stateful-sse`
 * @property {string | false} skip why it cannot be run here
 * @property {boolean} seldom it takes minutes to build and is not built: its recording alone is tested
 * @property {boolean} diesOfDelete
 * @property {(remedies?: string[]) => Promise<import('../servers/host.mjs').Running>} start with what is to be mended, if anything
 */

/** In which modes a program is served; none: it is a client only. */
export const modesOf = (program) => MODES.find(([name]) => name === program)?.[1] ?? [];

/** @type {SystemServer[]} */
export const servers = MODES.flatMap(([name, modes]) => modes.map((mode) => hosted(name, mode)));

/**
 * @param {string} name of a program
 * @param {string} mode also one that is not in the list above
 * @returns {SystemServer}
 */
export function hosted(name, mode) {
  const program = programs.find((one) => one.name === name);
  const command = commandOf(program);
  return {
    name: `${name} ${mode}`,
    seldom: program.seldom === true && command === null,
    skip: command === null && (program.seldom ? SELDOM : 'it is not built: its toolchain is missing'),
    diesOfDelete: DIE_OF_DELETE.includes(`${name} ${mode}`),
    start: (remedies) => serve(command, mode, remedies),
  };
}
