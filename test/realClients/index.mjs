/** Clients that nobody here wrote, each behind one function: connect, list the tools, hang up. */
import { aiSdk, client2, client2Auto, sdk1, sdk112 } from './library.mjs';
import { inspectorCli, mcpRemote } from './program.mjs';

export { watch } from './watch.mjs';

/**
 * @typedef {object} RealClient
 * @property {string} name
 * @property {string | null} profile the recorded profile that speaks for it
 * @property {boolean} program it is a process of its own
 * @property {string | false} skip why it cannot be run here
 * @property {(url: string, headers: [string, string][]) => Promise<string[]>} connect to the names of the
 *   tools; rejects where it does not connect
 */

/** It asks for Node 22 and so far runs on 20 as well. */
const tooOld = await import('@ai-sdk/mcp').then(
  () => false,
  (error) => `@ai-sdk/mcp does not load on Node ${process.versions.node}: ${error.message}`,
);

/** @type {RealClient[]} */
export const clients = [
  {
    name: 'sdk 1.32.2',
    profile: 'modelcontextprotocol-sdk@1.32.2',
    program: false,
    skip: false,
    connect: sdk1,
  },
  // Not recorded, and between two that differ: 1.10.2 asks for 2024-11-05, 1.20.2 sends a version header.
  {
    name: 'sdk 1.12.3',
    profile: null,
    program: false,
    skip: false,
    connect: sdk112,
  },
  {
    name: 'client 2.4.0',
    profile: 'modelcontextprotocol-client@2.4.0',
    program: false,
    skip: false,
    connect: client2,
  },
  {
    name: 'client 2.4.0, auto',
    profile: 'modelcontextprotocol-client-auto@2.4.0',
    program: false,
    skip: false,
    connect: client2Auto,
  },
  { name: 'ai-sdk 2.0.99', profile: 'ai-sdk-mcp@2.0.99', program: false, skip: tooOld, connect: aiSdk },
  { name: 'mcp-remote 0.15.1', profile: 'mcp-remote@0.15.1', program: true, skip: false, connect: mcpRemote },
  {
    name: 'inspector-cli 1.0.3',
    profile: 'inspector-cli@0.22.0',
    program: true,
    skip: false,
    connect: inspectorCli,
  },
];
