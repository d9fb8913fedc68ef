#!/usr/bin/env node
// What .pre-commit-hooks.yaml starts, from a checkout, with nothing installed.
import { lintAll } from './lib/cli/action.js';

process.exitCode = await lintAll(process);
