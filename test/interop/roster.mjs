/** Every real server that is measured, in the order of docs/servers.md: those of Node, then those of other languages. */
import { servers as node } from '../servers/index.mjs';
import { servers as foreign } from '../system/servers.mjs';

/**
 * @typedef {object} InteropServer
 * @property {string} name `mcp 1.30.0 stateful-sse`; with `_` for each space the name of its recording
 * @property {string | false} skip why it cannot be run here
 * @property {boolean} seldom it takes minutes to build and is not built: its recording alone is tested
 * @property {string | null} token
 * @property {boolean} diesOfDelete no request after a session's DELETE is answered
 * @property {() => Promise<import('../servers/host.mjs').Running>} start
 */

/** @type {InteropServer[]} */
export const servers = [
  ...node.map(({ name, token = null, start }) => ({
    name,
    skip: false,
    seldom: false,
    token,
    diesOfDelete: false,
    start,
  })),
  ...foreign.map(({ name, skip, seldom, diesOfDelete, start }) => ({
    name,
    skip,
    seldom,
    token: null,
    diesOfDelete,
    start: () => start(),
  })),
];
