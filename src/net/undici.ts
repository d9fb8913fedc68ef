/**
 * Only the dispatcher of undici is loaded: its index pulls in fetch, caches and mocks, which takes
 * longer than a whole probe of a near server.
 */

import type buildConnector from 'undici/lib/core/connect.js';

export type { Dispatcher } from 'undici';
export { default as buildConnector } from 'undici/lib/core/connect.js';
export { default as AgentClass } from 'undici/lib/dispatcher/agent.js';
/** Opens one connection and calls back when it is there. */
export type Connect = ReturnType<typeof buildConnector>;
