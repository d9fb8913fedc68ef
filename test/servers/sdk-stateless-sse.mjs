/** The official SDK 1.32.2 without sessions, answers as streams. */
import { listen } from './host.mjs';
import { statelessApp } from './sdk-hosting.mjs';

export const name = 'sdk-stateless-sse';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  return listen(statelessApp());
}
