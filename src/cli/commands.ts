// The other commands, in one piece: read when one of them is called. What is large and not always needed is imported later still: undici, ajv, ora, the SDK, the servers.
export { updateBaseline } from './accepting/update.js';
export { diff } from './diff.js';
export { explain } from './explain.js';
export { fix } from './fix.js';
export { fleet } from './fleet.js';
export { lendHand } from './fleetHand.js';
export { init } from './init.js';
export { lint } from './lint.js';
export { mcp } from './mcp.js';
export { merge } from './merge.js';
export { printConfig } from './project/print.js';
export { recordClient } from './recordClient.js';
export { rules } from './rules.js';
export { serve } from './serve.js';
export { tap } from './tap.js';
export { triage } from './triage.js';
