import { UserError } from '../errors.js';
import type { Bridge, ConfigEntry, ConfigFile, Configuration, Format, Target } from '../model.js';
import { droppedFile, skippedByMistake } from '../targets/config/problems.js';
import { placeOfEntry, targetsOf } from '../targets/config/targets.js';
import { isSkippedByMistake } from '../targets/config/transport.js';
import { targetFromUrl, type UrlOptions } from '../targets/fromUrl.js';

/** What is to be probed, in the order of the file: a target, or why it cannot even be tried. */
export interface Chosen {
  entries: Choice[];
  configuration: Configuration | null;
  /** The format of the configuration; null for a URL. */
  format: Format | null;
}

export type Choice =
  | { target: Target; problem: null; bridge?: Bridge | null }
  | { target: null; problem: UserError; server: string; source: Target['source'] };

/** The targets of URLs. @throws {UserError} for what is no URL, or a header that cannot be sent */
export function chosenUrls(urls: readonly string[], given: UrlOptions): Chosen {
  const targets = urls.map((url) => targetFromUrl(url, given));
  const entries = targets.map((target): Choice => {
    // Two of one host are told apart by their URLs.
    const alone = targets.every((other) => other === target || other.name !== target.name);
    return { target: alone ? target : { ...target, name: target.shownUrl }, problem: null };
  });
  return { entries, configuration: null, format: null };
}

/** The servers of a configuration. @throws {UserError} where its client drops it whole, or there is none in it */
export function chosenEntries(
  file: ConfigFile,
  options: { server: string | null; credentials: string[] },
): Chosen {
  const [refusal] = file.refusals;
  if (refusal !== undefined) throw droppedFile(file, refusal);
  const entries = targetsOf(file, options);
  const isMistake = (entry: ConfigEntry): boolean => isSkippedByMistake(entry, file.format);
  const skipped = entries.flatMap(({ entry }) =>
    entry.skipped === null || isMistake(entry) ? [] : [{ server: entry.name, reason: entry.skipped }],
  );
  const { format, shownPath } = file;
  const choices = entries.flatMap(({ entry, target, problem: found }): Choice[] => {
    const problem = isMistake(entry) ? skippedByMistake(file, entry) : found;
    if (target !== null) return [{ target, problem: null, bridge: entry.bridge }];
    const source = { file: shownPath, server: entry.name, format: format.id, place: placeOfEntry(entry) };
    return problem === null ? [] : [{ target: null, problem, server: entry.name, source }];
  });
  if (choices.length === 0) throw nothingToProbe(file, skipped);
  const configuration = { file: shownPath, format: format.id, client: format.title, skipped };
  return { entries: choices, configuration, format };
}

function nothingToProbe({ path }: ConfigFile, skipped: Configuration['skipped']): UserError {
  return new UserError('there is no HTTP server in this configuration', {
    where: path,
    found:
      skipped.length === 0
        ? 'no server at all'
        : skipped.map(({ server, reason }) => `${server}: ${reason}`).join('; '),
    whatToDo: 'name another file, or give the URL of a server',
  });
}
