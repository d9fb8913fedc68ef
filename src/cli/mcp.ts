import { EXIT } from '../errors.js';
import { serveAgent } from '../mcp/stdio.js';
import { nearestOf, refuseUrl } from '../run/whichFile.js';
import { loadFormats } from '../targets/config/formats.js';
import type { Context } from './context.js';
import { environment } from './targets.js';

export interface McpOptions {
  allowHost: string[];
  envFile?: string;
}

/** `mcp`: answers an assistant over stdio until it closes its end. @returns the exit code */
export async function mcp(context: Context, named: readonly string[], options: McpOptions): Promise<number> {
  const { process } = context;
  named.forEach(refuseUrl);
  const nearest = named.length > 0 ? null : await nearestOf(process.cwd(), null, await loadFormats());
  const scope = {
    files: nearest === null ? named : [nearest],
    hosts: options.allowHost,
    env: await environment(context, options.envFile),
  };
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await serveAgent(scope, { input: process.stdin, output: process.stdout, signal: abort.signal });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
  return EXIT.clean;
}
