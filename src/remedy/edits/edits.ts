import type { ConfigEdit, Format } from '../../model.js';

/** The same value under another key, where it stands. */
export interface KeyRename {
  path: string[];
  /** The last key becomes this one. */
  key: string;
}

/** What stands between the values and the client does not read is gone: comments, trailing commas. */
export interface Plain {
  plain: true;
}

/** A change of what stands at the end of some keys. */
export type ValueEdit = ConfigEdit | KeyRename;

export type Edit = ValueEdit | Plain;

interface Editor {
  edit(text: string, edit: ConfigEdit): string;
  rename(text: string, path: readonly string[], key: string): string;
  plain(text: string): string;
}

const BOM = '\ufeff';

/**
 * A configuration with the edits made in order. An edit changes nothing but what it names: comments,
 * order, indentation, line ends and a byte order mark stay to the letter.
 *
 * @throws {UserError} for an edit that does not fit the text
 */
export async function applyEdits(
  text: string,
  syntax: Format['syntax'],
  edits: readonly Edit[],
): Promise<string> {
  const bom = text.startsWith(BOM) ? BOM : '';
  const { edit, rename, plain } = await editorOf(syntax);
  const made = edits.reduce((done, each) => {
    if ('plain' in each) return plain(done);
    return 'key' in each ? rename(done, each.path, each.key) : edit(done, each);
  }, text.slice(bom.length));
  return bom + made;
}

/** The parsers are large: only the one that is needed is read, and none by a command that edits nothing. */
async function editorOf(syntax: Format['syntax']): Promise<Editor> {
  if (syntax === 'toml') {
    const { editToml, renameToml } = await import('./tomlEdits.js');
    return { edit: editToml, rename: renameToml, plain: (text) => text };
  }
  if (syntax === 'yaml') {
    const { editYaml, renameYaml } = await import('./yamlEdits.js');
    return { edit: editYaml, rename: renameYaml, plain: (text) => text };
  }
  const [{ editJson, renameJson }, { plainJson }] = await Promise.all([
    import('./jsonEdits.js'),
    import('./plainJson.js'),
  ]);
  return { edit: editJson, rename: renameJson, plain: (text) => plainJson(text, syntax) };
}
