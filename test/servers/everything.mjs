/** The reference server that exercises every feature, run by its own command as a child process. */
import { launch } from './host.mjs';

export const name = 'everything';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  return launch('@modelcontextprotocol/server-everything/dist/index.js', 'streamableHttp');
}
