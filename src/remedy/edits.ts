import type { ConfigEdit, Format } from '../model.js';
import { editJson, renameJson } from './jsonEdits.js';
import { editToml, renameToml } from './tomlEdits.js';

/** The same value under another key, where it stands. */
export interface KeyRename {
  path: string[];
  /** The last key becomes this one. */
  key: string;
}

export type Edit = ConfigEdit | KeyRename;

const BOM = '\ufeff';

/**
 * A configuration with the edits made in order. An edit changes nothing but what it names: comments,
 * order, indentation, line ends and a byte order mark stay to the letter.
 *
 * @throws {UserError} for an edit that does not fit the text
 */
export function applyEdits(text: string, syntax: Format['syntax'], edits: readonly Edit[]): string {
  const bom = text.startsWith(BOM) ? BOM : '';
  const [edit, rename] = syntax === 'toml' ? [editToml, renameToml] : [editJson, renameJson];
  const made = edits.reduce(
    (done, each) => ('key' in each ? rename(done, each.path, each.key) : edit(done, each)),
    text.slice(bom.length),
  );
  return bom + made;
}
