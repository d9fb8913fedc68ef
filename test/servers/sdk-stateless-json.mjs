/** The reported case: the official SDK 1.32.2 without sessions and with `enableJsonResponse: true`. */
import { listen } from './host.mjs';
import { statelessApp } from './sdk-hosting.mjs';

export const name = 'sdk-stateless-json';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  return listen(statelessApp({ enableJsonResponse: true }));
}
