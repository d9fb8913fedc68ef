import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import type { Format } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { endingOf, ids } from './formats.js';

/** A client whose files are known by their paths, and not how it reads them: `rules/foreign/clients.json`. */
export interface ForeignClient {
  /** As people call it: `Cline`. */
  title: string;
  /** File names and path endings. */
  paths: string[];
  /** Documentation that names these paths. */
  sources: string[];
}

/** Clients whose files are declined by name. */
export async function loadForeign(): Promise<ForeignClient[]> {
  return JSON.parse(
    await readFile(join(packageRoot, 'rules', 'foreign', 'clients.json'), 'utf8'),
  ) as ForeignClient[];
}

/**
 * Another client's file looks like one that is known, and is read otherwise: it is judged by nobody's rules.
 * @throws {UserError} naming the client, for a path that ends as only its own do
 */
export function declineForeign(
  path: string,
  foreign: readonly ForeignClient[],
  formats: readonly Format[],
): void {
  const [known] = formats.flatMap(({ paths }) => endingOf(path, paths) ?? []).sort(byLength);
  const [other] = foreign
    .flatMap(({ title, paths }) => {
      const ending = endingOf(path, paths);
      return ending === null ? [] : [{ title, ending }];
    })
    .sort((a, b) => byLength(a.ending, b.ending));
  if (other === undefined || (known !== undefined && known.length >= other.ending.length)) return;
  throw new UserError(`this is a file of ${other.title}, and how ${other.title} reads it is not known here`, {
    where: path,
    found: other.ending,
    whatToDo: `probe the address itself (mcp-accept probe <url>); or, if another client reads this file, say which with --client: ${ids(formats)}`,
  });
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}
