// Everything that a command may need, in one piece: read when a command is called, at the cost of one
// import. What is large and not always needed is imported later still: undici, ajv, ora, the SDK, the servers.
export { updateBaseline } from './accepting/update.js';
export { check } from './check.js';
export { clients } from './clients.js';
export { diff } from './diff.js';
export { explain } from './explain.js';
export { fix } from './fix.js';
export { fleet } from './fleet.js';
export { init } from './init.js';
export { lint } from './lint.js';
export { mcp } from './mcp.js';
export { merge } from './merge.js';
export { probe } from './probe.js';
export { applyProject } from './project/apply.js';
export { readProject } from './project/file.js';
export { printConfig } from './project/print.js';
export { recordClient } from './recordClient.js';
export { rules } from './rules.js';
export { serve } from './serve.js';
export { tap } from './tap.js';
export { triage } from './triage.js';
