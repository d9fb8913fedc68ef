import { setFlagsFromString } from 'node:v8';
import { createProgram } from './program.js';

// undici parses HTTP in WebAssembly. Optimising that takes longer than a probe gains by it, and 30 MiB: a quarter of all.
setFlagsFromString('--liftoff-only');
// Nor is JavaScript worth optimising in what ends within a second, as most commands do.
setFlagsFromString('--no-opt');
setTimeout(() => setFlagsFromString('--opt'), 1000).unref();

process.exitCode = await createProgram(process).run(process.argv);
