import { UserError } from '../errors.js';
import { recordingChecker } from '../judge/builtin.js';
import { asText, readBytes } from '../readText.js';
import { recordingsIn } from '../record/archived.js';
import { parseJson } from '../record/reading.js';
import { readRecordedRun, type StoredRun } from '../record/stored.js';
import { isZip, unzipped } from '../zip.js';
import { RECORDING } from './bundle.js';

/** 256 MiB, as for `check`. */
const LARGEST = 256 * 1024 * 1024;
const WHAT = 'this recording';

/**
 * What was recorded, from a recording, an HTTP Archive or a bundle of this tool.
 * @throws {UserError} for what is none of them, damaged, or of a later version
 */
export async function readBack(file: string): Promise<StoredRun> {
  const bytes = await readBytes(file, WHAT, LARGEST);
  if (isZip(bytes)) {
    const recording = unzipped(bytes, RECORDING, file);
    if (recording === null) throw notOurs(file, `an archive without ${RECORDING}`);
    return readRecordedRun(recording.toString(), file, await recordingChecker());
  }
  const text = asText(bytes, file, WHAT);
  const parsed = parseJson(text.replace(/^\ufeff/, ''));
  const archived = parsed === null ? null : recordingsIn(parsed.value, file);
  if (archived === null && isArchive(parsed?.value)) throw notOurs(file, 'an HTTP Archive of another tool');
  const stored =
    archived === null ? text : JSON.stringify({ schema: 1, configuration: null, recordings: archived });
  return readRecordedRun(stored, file, await recordingChecker());
}

function isArchive(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'log' in value;
}

function notOurs(file: string, found: string): UserError {
  return new UserError('there is no recording of mcp-accept in this file', {
    where: file,
    found,
    whatToDo: 'name what `triage --bundle FILE`, `--record FILE` or `--report har:FILE` wrote',
  });
}
