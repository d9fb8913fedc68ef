/** The SDK's own bearer check, with the one token that the guarded servers of this folder know. */

import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';

export const token = 'test-token-please-ignore';

const verifier = {
  async verifyAccessToken(given) {
    if (given !== token) throw new InvalidTokenError('Unknown token');
    return { token: given, clientId: 'test', scopes: [], expiresAt: Math.floor(Date.now() / 1000) + 3600 };
  },
};

/** @returns {import('express').RequestHandler} 401 with `WWW-Authenticate: Bearer` without the token */
export const bearer = () => requireBearerAuth({ verifier });
