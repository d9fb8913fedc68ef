import type { ConfigEdit, Format } from '../model.js';
import { editJson } from './jsonEdits.js';
import { editToml } from './tomlEdits.js';

const BOM = '\ufeff';

/**
 * A configuration with the edits made in order. An edit changes nothing but what it names: comments,
 * order, indentation, line ends and a byte order mark stay to the letter.
 *
 * @throws {UserError} for an edit that does not fit the text
 */
export function applyEdits(text: string, syntax: Format['syntax'], edits: readonly ConfigEdit[]): string {
  const bom = text.startsWith(BOM) ? BOM : '';
  const edit = syntax === 'toml' ? editToml : editJson;
  return bom + edits.reduce(edit, text.slice(bom.length));
}
