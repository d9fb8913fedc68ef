import { relative } from 'node:path';
import type { ConfigFile, Format } from '../model.js';
import { withoutTokensInNames } from '../secrets/mask.js';
import { readConfig } from '../targets/config/entries.js';
import { declineForeign, loadForeign } from '../targets/config/foreign.js';
import { loadFormats } from '../targets/config/formats.js';
import { readConfigText } from '../targets/config/readFile.js';
import { besides, nearestOf, nothingHere, refuseUrl } from './whichFile.js';

export interface Opening {
  /** Where the nearest one is looked for. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Whose file it is, with a version or without; undefined: its path tells. */
  client: string | undefined;
  /** A URL could stand in its place. */
  orUrl?: boolean;
  /** Which file is read, and whether whose it is was guessed: one line each. */
  say: (line: string) => Promise<void>;
}

/**
 * A configuration as its client reads it; without a name the nearest one, and it is said which.
 * @throws {UserError} where there is none, it cannot be read, or its client is not known here
 */
export async function openConfig(
  named: string | undefined,
  { cwd, env, client, orUrl = false, say }: Opening,
): Promise<{ file: ConfigFile; formats: Format[] }> {
  if (named !== undefined) refuseUrl(named);
  const formats = await loadFormats();
  const whose = client?.split('@', 1)[0] ?? null;
  const path = named ?? (await nearestOf(cwd, whose, formats));
  if (path === null) throw nothingHere(cwd, orUrl);
  const shown = named ?? (relative(cwd, path) || path);
  if (named === undefined)
    await say(
      `reading ${withoutTokensInNames(shown)} (the nearest one${await besides(path, cwd, formats)})\n`,
    );
  if (whose === null) declineForeign(path, await loadForeign(), formats);
  const text = await readConfigText(path);
  const file = await readConfig({ path: shown, text, env, client: whose }, formats);
  if (file.guessed) await say(guessedWords(file));
  return { file, formats };
}

function guessedWords({ shownPath: path, format }: ConfigFile): string {
  return `${path}: nothing but its keys tells whose it is; it is read as a file of ${format.title}, which is a guess (--client says whose it is)\n`;
}
