/** In the order that is good practice: rate limit (it shows its headers), then token, then the SDK's 406. */
import { rateLimit } from 'express-rate-limit';
import { bearer } from './bearer.mjs';
import { listen } from './host.mjs';
import { statelessApp } from './sdk-hosting.mjs';

export const name = 'front-401-first';
export { token } from './bearer.mjs';

/** @returns {Promise<import('./host.mjs').Running>} */
export async function start() {
  const limiter = rateLimit({
    windowMs: 60_000,
    limit: 200,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
  });
  return listen(statelessApp({ guards: [limiter, bearer()] }));
}
