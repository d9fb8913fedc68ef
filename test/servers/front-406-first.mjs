/** In the wrong order: who lists one type only learns of the 406, and of the missing token not at all. */
import { bearer } from './bearer.mjs';
import { listen } from './host.mjs';
import { refuse, statelessApp } from './sdk-hosting.mjs';

export const name = 'front-406-first';
export { token } from './bearer.mjs';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  return listen(statelessApp({ guards: [acceptGuard, bearer()] }));
}

/** The check of the SDK's transport, by literal substring, moved to the front. */
function acceptGuard(req, res, next) {
  const accept = req.headers.accept ?? '';
  const complete = accept.includes('application/json') && accept.includes('text/event-stream');
  if (req.method !== 'POST' || complete) next();
  else refuse(res, 406, 'Not Acceptable: Client must accept both application/json and text/event-stream');
}
