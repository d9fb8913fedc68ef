import { EXIT, UserError } from '../../errors.js';
import type { ConfigEntry, ConfigFile, ConfigText, Place, Refusal } from '../../model.js';
import { nearest } from '../../nearest.js';
import { say } from '../../say.js';
import { forbiddenValue } from '../headerLine.js';
import { movedFrom, serversKeyOf } from './formats.js';
import { holderIn } from './headers.js';
import { shownName } from './names.js';
import { kindOf, properties, propertyOf } from './node.js';
import { at } from './places.js';
import { COMMAND } from './references.js';
import { inWords } from './refusals.js';

/** `file:line:column`, and the server it is about. */
export function whereIs({ path }: ConfigFile, { name }: ConfigEntry, place: Place): string {
  return `${at(path, place)} (server "${name}")`;
}

/** Nothing is wrong with the entry; what it needs is asked for, or found out, by its client alone. */
export class OnlyItsClientKnows extends UserError {
  override get exitCode(): number {
    return EXIT.notJudged;
  }
}

/** A text that cannot be expanded: the first variable that is missing, by its name. */
export function missing(file: ConfigFile, entry: ConfigEntry, { variables, place }: ConfigText): UserError {
  const variable =
    variables.find(({ value }) => value === null) ?? variables.find(({ state }) => state === 'empty');
  const where = whereIs(file, entry, variable?.place ?? place);
  const name = shownName(variable?.name ?? '');
  if (variable?.state === 'input' && variable.name === COMMAND) {
    return new OnlyItsClientKnows(say('command-not-run', { client: file.format.title }), {
      where,
      whatToDo: say('probe-address'),
    });
  }
  if (variable?.state === 'input') {
    return new OnlyItsClientKnows(say('only-client-knows', { client: file.format.title, name }), {
      where,
      whatToDo: say('probe-address'),
    });
  }
  if (variable?.name.startsWith('file:') === true) {
    return new UserError('the text of this file cannot be read', {
      where,
      found: name.replace(/^file:/, ''),
      whatToDo: 'write it with its path: from the folder of the configuration, or from ~/',
    });
  }
  return new UserError(`the variable ${name} is ${variable?.state === 'empty' ? 'empty' : 'not set'}`, {
    where,
    whatToDo: `export ${name}=..., or name a file that sets it: --env-file .env`,
  });
}

/** Anything but texts where the client takes texts alone: the address and the values of headers. */
export function otherThanText(file: ConfigFile, entry: ConfigEntry): UserError | null {
  const { url, headers, envHeaders, nullHeaders } = file.format.keys;
  for (const { key } of url) {
    const value = propertyOf(entry.node, key)?.value;
    if (value !== undefined && value.kind !== 'string') {
      return new UserError(`"${key}" is no text`, {
        where: whereIs(file, entry, value.place),
        found: kindOf(value),
        whatToDo: 'write the address in double quotes',
      });
    }
  }
  for (const key of [...headers, ...envHeaders]) {
    const list = holderIn(entry.node, key)?.value;
    if (list === undefined || (list.kind === 'null' && nullHeaders)) continue;
    if (list.kind !== 'object') {
      return new UserError(`"${key}" is no object`, {
        where: whereIs(file, entry, list.place),
        found: kindOf(list),
        whatToDo: 'write every header as a key with its value',
      });
    }
    const wrong = properties(list).find(({ value }) => value.kind !== 'string')?.value;
    if (wrong !== undefined) {
      return new UserError('the value of a header is a text', {
        where: whereIs(file, entry, wrong.place),
        found: kindOf(wrong),
        whatToDo: 'write it in double quotes',
      });
    }
  }
  return null;
}

export function noAddress(file: ConfigFile, entry: ConfigEntry): UserError {
  const keys = file.format.keys.url.map(({ key }) => `"${key}"`).join(' or ');
  return new UserError('this server has no address', {
    where: whereIs(file, entry, entry.place),
    whatToDo: `write it as ${keys}`,
  });
}

export function forbiddenName(where: string): UserError {
  return new UserError('HTTP forbids this header name', {
    where,
    whatToDo: 'letters, digits and - are enough: X-Api-Key',
  });
}

export function forbiddenText(where: string, name: string): UserError {
  return forbiddenValue(`${where}, header ${name}`);
}

/** Its client does not read the file at all, so there is nothing to probe. */
export function droppedFile({ path, format }: ConfigFile, refusal: Refusal): UserError {
  const move = movedFrom(path, format);
  return new UserError(`${format.title} drops this whole file, and every server in it`, {
    where: at(path, refusal.place),
    found: inWords(refusal),
    whatToDo:
      move === null ? `mcp-accept fix ${path}` : `move its servers to ${move}: mcp-accept fix ${path}`,
  });
}

/** The file has no servers where its client looks. */
export function noServer({ path, format, root }: ConfigFile): UserError {
  const keys = format.servers.map((pattern) => pattern.join('.')).join(' or ');
  const other = ['mcpServers', 'servers', 'mcp_servers', 'mcp'].find((key) => propertyOf(root, key) !== null);
  const elsewhere = other !== undefined && !format.servers.some(([first]) => first === other);
  return new UserError('there is no server in this configuration', {
    where: path,
    found: elsewhere ? `"${other}", where ${format.title} looks for ${keys}` : `nothing under ${keys}`,
    whatToDo: elsewhere
      ? `did you mean ${serversKeyOf(format).join('.')}? the place: mcp-accept lint ${path}; or say whose file it is (--client)`
      : 'write an entry first (mcp-accept init <url>), or say whose file it is (--client)',
  });
}

/** There is an address, and the client takes no notice of it. */
export function skippedByMistake(file: ConfigFile, entry: ConfigEntry): UserError {
  return new UserError(`${file.format.title} does not connect to this server`, {
    where: whereIs(file, entry, entry.place),
    found: entry.skipped ?? '',
    whatToDo: `mcp-accept fix ${file.shownPath}`,
  });
}

/** There are servers, but none of this name. */
export function noSuchServer({ path, entries }: ConfigFile, server: string): UserError {
  const names = [...new Set(entries.map(({ name }) => name))];
  const near = nearest(server, names);
  const guess = near.length === 0 ? '' : `did you mean ${near.join(' or ')}? `;
  return new UserError(`there is no server "${server}" in this configuration`, {
    where: path,
    found: names.length === 0 ? 'no server at all' : names.join(', '),
    whatToDo: `${guess}give one of these to --server`,
  });
}
