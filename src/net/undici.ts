import { createRequire } from 'node:module';
import type { Agent, Dispatcher } from 'undici';

export type { Agent, Dispatcher };

/**
 * Only the dispatcher of undici is loaded: its index pulls in fetch, caches and mocks, which takes
 * longer than a whole probe of a near server.
 */
const require = createRequire(import.meta.url);
export const AgentClass: typeof Agent = require('undici/lib/dispatcher/agent.js');
