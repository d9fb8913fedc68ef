#!/usr/bin/env node
import module from 'node:module';

// A tenth of the time of a short command is compiling what was compiled the last time. Node 20 has no such cache.
module.enableCompileCache?.();
await import('../dist/cli/main.js');
