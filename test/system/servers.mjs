/** The servers among the programs, each as its examples host it. `expected.json` says what is to be said of them. */

/** @type {{ name: string, program: string, mode: string }[]} */
export const servers = [
  ['mcp 1.8.1', ['stateless-json']],
  ['mcp 1.16.0', ['stateful-sse']],
  ['mcp 1.30.0', ['stateful-sse', 'stateful-json', 'stateless-sse', 'stateless-json']],
  ['mcp 2.3.0', ['stateful-sse', 'stateful-json', 'stateless-json']],
  ['fastmcp 3.4.11', ['stateful-sse']],
  ['fastmcp 4.2.3', ['stateful-sse', 'stateless-json']],
  ['go-sdk 1.1.0', ['stateful-sse', 'stateless-json']],
  ['go-sdk 1.8.0', ['stateful-sse', 'stateless-json']],
  ['mcp-go 0.32.0', ['stateful-json']],
  ['mcp-go 1.2.1', ['stateful-json', 'stateless-json']],
].flatMap(([program, modes]) => modes.map((mode) => ({ name: `${program} ${mode}`, program, mode })));
