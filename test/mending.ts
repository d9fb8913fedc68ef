import type { TestContext } from 'node:test';
import type { ConfigFile } from '../src/model.js';
import { createSender } from '../src/net/sender.js';
import { applyEdits } from '../src/remedy/edits/edits.js';
import { mend } from '../src/remedy/proof/mend.js';
import type { Mended } from '../src/remedy/proof/mended.js';
import { lintOf } from '../src/run/fixReport.js';
import { recordedBridges, recordedClient } from '../src/run/recordedClient.js';
import { readConfig } from '../src/targets/config/entries.js';
import { loadFormats } from '../src/targets/config/formats.js';

const formats = await loadFormats();

interface Outcome extends Mended {
  file: ConfigFile;
  /** The file with the edits that are made. */
  text: string;
}

/** What `fix` does with a file, without a process, a disk or words. */
export async function mended(
  test: TestContext,
  path: string,
  written: string,
  { env = {}, timeoutMs = 2000 }: { env?: Record<string, string>; timeoutMs?: number } = {},
): Promise<Outcome> {
  const file = await readConfig({ path, text: written, env }, formats);
  const profile = await recordedClient(file.format, undefined);
  const sender = createSender(1);
  test.after(() => sender.close());
  const result = await mend(file, file.entries, await lintOf(file, profile), {
    formats,
    env,
    shell: env,
    profile,
    bridgeFor: await recordedBridges(),
    sendFor: () => sender.send,
    timeoutMs,
    signal: new AbortController().signal,
    onStep: () => undefined,
  });
  return { ...result, file, text: await applyEdits(file.text, file.format.syntax, result.made) };
}

/** `trailing-comma: proved`, in order. */
export function told({ edits }: Mended): string[] {
  return edits.map(({ rule, outcome, made }) => `${rule}: ${outcome}${made ? ', made' : ''}`);
}
