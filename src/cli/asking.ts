// What most runs are, in one piece: the commands that probe a server, or judge what was recorded of one. Read when one
// is called. What is large and not always needed is imported later still: undici, ajv, ora, the renderers.
export { readReport } from './accepting/readReport.js';
export { check } from './check.js';
export { clients } from './clients.js';
export { probe } from './probe.js';
export { applyProject } from './project/apply.js';
export { readProject } from './project/file.js';
