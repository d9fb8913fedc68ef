import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { reportOn } from '../../src/cli/judging.js';
import { builtinRules } from '../../src/judge/builtin.js';
import type { Era, Finding, TargetReport } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { cellsOf, type Server } from '../cellTruth.js';
import { probeUrl } from '../probing.js';

/** What is to be said of one server under `recommended`. */
interface Expected {
  eras: Era[];
  stance: TargetReport['stance'];
  exitCode: number;
  /** The rules that find an error, and those that warn. */
  errors: string[];
  warnings: string[];
}
