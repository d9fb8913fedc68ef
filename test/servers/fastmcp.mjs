/** The fastmcp 4 framework with sessions, as a child process: mcp-proxy inside it writes to the console. */
import { launch } from './host.mjs';

export const name = 'fastmcp';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  return launch(new URL('./fastmcp-main.mjs', import.meta.url).href);
}
