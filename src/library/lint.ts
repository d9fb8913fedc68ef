import type { LintReport } from '../model.js';
import { lintReport } from '../run/lintReport.js';
import { openConfig } from '../run/openConfig.js';
import type { LintOptions } from './options.js';

/** See `lint` in `index.ts`. */
export async function lint(path: string, options: LintOptions): Promise<LintReport> {
  const { client, env = {}, ruleset = 'recommended', failOn = 'error' } = options;
  const { file } = await openConfig(path, { cwd: '.', env: { ...env }, client, say: async () => {} });
  return lintReport(file, { client, ruleset, failOn });
}
