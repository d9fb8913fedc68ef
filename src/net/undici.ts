/**
 * Only the dispatcher of undici is loaded: its index pulls in fetch, caches and mocks, which takes
 * longer than a whole probe of a near server.
 */
export type { Dispatcher } from 'undici';
export { default as AgentClass } from 'undici/lib/dispatcher/agent.js';
