import type { TriageReport } from '../model.js';
import type { StoredRun } from '../record/stored.js';
import { type FormatName, rendererOf } from '../report/formats/index.js';
import type { Run } from '../report/run.js';
import { zipped } from '../zip.js';
import type { Context } from './context.js';
import { recordedText } from './publish.js';
import { unwritable } from './unwritable.js';

/** The recording in a bundle; what else is in it is made of that. */
export const RECORDING = 'recording.json';

const REPORTS: [name: string, format: FormatName][] = [
  ['report.md', 'markdown'],
  ['report.json', 'json'],
  ['requests.har', 'har'],
];

/**
 * One file to attach: what was recorded, and the report of it in the formats that people and programs read. It holds
 * nothing that the report does not show. Readable for its owner alone.
 * @throws {UserError} where it cannot be written
 */
export async function saveBundle(
  { writer }: Context,
  path: string,
  report: TriageReport,
  behind: Run,
  { recordings, configuration }: StoredRun,
): Promise<void> {
  const view = { width: 80, color: false };
  const texts = await Promise.all(
    REPORTS.map(async ([name, format]) => ({
      name,
      text: (await rendererOf(format, 'triage'))(report, view, behind),
    })),
  );
  const recording = { name: RECORDING, text: recordedText(recordings, configuration) };
  const entries = [recording, ...texts].map(({ name, text }) => ({ name, bytes: Buffer.from(text) }));
  await writer.toFile(path, zipped(entries, new Date(report.triage.startedAt))).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  await writer.err(`the bundle is in ${path}: ${entries.map(({ name }) => name).join(', ')}\n`);
}
