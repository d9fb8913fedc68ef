import type { Json } from '../../model.js';
import type { ValueEdit } from '../edits/edits.js';
import { shellPath, shellQuoted } from './shell.js';

/** A jq program that makes the edits: `del(.mcpServers["api"].headers["Accept"])`. */
export function jqProgram(edits: readonly ValueEdit[]): string {
  return edits.map(jqStep).join(' | ');
}

function jqStep(edit: ValueEdit): string {
  const { path } = edit;
  if ('key' in edit) {
    const rename = `if .key == ${JSON.stringify(path.at(-1))} then .key = ${JSON.stringify(edit.key)} else . end`;
    return `${jqPath(path.slice(0, -1))} |= with_entries(${rename})`;
  }
  return edit.value === undefined
    ? `del(${jqPath(path)})`
    : `${jqPath(path)} = ${JSON.stringify(edit.value)}`;
}

/** A jq program that takes texts out of a list. */
export function jqWithout(path: readonly string[], names: readonly Json[]): string {
  return `${jqPath(path)} -= ${JSON.stringify(names)}`;
}

/** `.projects["/home/me"].mcpServers`. */
function jqPath(path: readonly string[]): string {
  const steps = path.map((key) => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`));
  return `${steps[0]?.startsWith('.') === true ? '' : '.'}${steps.join('')}`;
}

/**
 * One line for a shell that changes a file with jq: nothing is touched unless jq succeeds, the file keeps
 * its rights and stays where a symbolic link points, and what it was is kept beside it.
 *
 * @param path as it may stand in a shell unquoted (`~/.claude.json`), or any other, which is quoted
 */
export function jqCommand(program: string, path: string): string {
  const file = (ending: string): string => shellPath(path + ending);
  const steps = [
    'umask 077',
    `jq ${shellQuoted(program)} ${file('')} > ${file('.new')}`,
    // No line overwrites what another has kept.
    `kept=${file('.bak')}`,
    'while [ -e "$kept" ]; do kept=$kept.1; done',
    `cp -p ${file('')} "$kept"`,
    `cat ${file('.new')} > ${file('')}`,
    `rm ${file('.new')}`,
  ];
  return `(${steps.join(' && ')})`;
}
