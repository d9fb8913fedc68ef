// What action.yml starts. `lib/` is what `npm run build` makes, kept here so that nothing has to be installed.
import { runAction } from './lib/cli/action.js';

process.exitCode = await runAction(process);
