import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './packageRoot.js';

/** The copy of `dist/` that GitHub's runner starts brings its own. */
const ACTION = join('action', 'lib');
const isAction = relative(packageRoot, fileURLToPath(import.meta.url)).startsWith(ACTION);

/** The folder of what `scripts/build.mjs` has made. */
export const builtFolder = join(packageRoot, isAction ? ACTION : 'dist');
