import type { Bridge, ConfigHeader, ConfigNode, ConfigText, Format, Transport } from '../../model.js';
import { expand, type Surroundings } from './expand.js';
import { textOf } from './headers.js';
import { properties, propertyOf, stringOf } from './node.js';

/** `mcp-remote`, `mcp-remote@latest`, `mcp-remote@0.1.38`, also as a path to the program. */
const PROGRAM = /^(?:.*[/\\])?(mcp-remote)(?:\.cmd)?(?:@([\w.-]+))?$/;
const VERSION = /^\d+\.\d+\.\d+$/;
/** As mcp-remote reads the text behind `--header`. */
const HEADER = /^([A-Za-z0-9_-]+):\s*(.*)$/s;
const OLD_TRANSPORT = 'sse-only';

/** What a bridge is told to reach, as it reads its arguments. */
export interface BridgeCall {
  bridge: Bridge;
  transport: Transport;
  url: ConfigText;
  headers: ConfigHeader[];
}

/**
 * The call of `mcp-remote` that an entry starts (`npx -y mcp-remote URL --header "Name: value"`); null where it
 * starts something else, or no address stands behind the program.
 */
export function bridgeIn(node: ConfigNode, path: string[], around: Surroundings): BridgeCall | null {
  const words = wordsOf(node, around.format);
  const at = words.findIndex((word) => PROGRAM.test(stringOf(word) ?? ''));
  if (at < 0) return null;
  const [, client = '', version] = PROGRAM.exec(stringOf(words[at]) ?? '') ?? [];
  const inBridge = inside(node, around);
  const plain: ConfigNode[] = [];
  const headers: ConfigHeader[] = [];
  let transport: Transport = 'http';
  const behind = words.slice(at + 1);
  for (let index = 0; index < behind.length; index += 1) {
    const word = behind[index];
    const next = behind[index + 1];
    if (word === undefined) break;
    if (stringOf(word) !== '--header' || next === undefined) {
      plain.push(word);
      if (stringOf(word) === '--transport' && stringOf(next) === OLD_TRANSPORT) transport = 'sse';
      continue;
    }
    headers.push(...headerIn(next, path, inBridge));
    index += 1;
  }
  const [address] = plain;
  if (address === undefined || !/^https?:\/\/|\$\{/i.test(stringOf(address) ?? '')) return null;
  return {
    bridge: { client, version: version !== undefined && VERSION.test(version) ? version : null },
    transport,
    url: expand(stringOf(address) ?? '', address.place, inBridge),
    headers,
  };
}

/** The command and its arguments in one list. */
function wordsOf(node: ConfigNode, { keys }: Format): ConfigNode[] {
  const command = propertyOf(node, 'command')?.value;
  if (command === undefined) return [];
  if (keys.program.commandIsList) return command.items;
  return [command, ...(propertyOf(node, 'args')?.value.items ?? [])];
}

/** Nothing where mcp-remote finds no name and no colon: it leaves the text out. */
function headerIn(word: ConfigNode, path: string[], around: Surroundings): ConfigHeader[] {
  const raw = stringOf(word) ?? '';
  const [, name, value = ''] = HEADER.exec(raw) ?? [];
  if (name === undefined) return [];
  return [{ name, namePlace: word.place, path: [...path, 'args'], text: expand(value, word.place, around) }];
}

/**
 * What variables mean to the bridge: it expands `${NAME}` itself, from what its client was started with and
 * from the variables of the entry, and what is not set is empty.
 */
function inside(node: ConfigNode, around: Surroundings): Surroundings {
  const { format, env } = around;
  const own = propertyOf(node, format.keys.program.env)?.value;
  const given = own === undefined ? [] : properties(own).filter(({ value }) => value.kind === 'string');
  const variables = Object.fromEntries(
    given.map(({ key, value }) => {
      const { expanded, raw } = textOf(value, around);
      return [key, expanded ?? raw];
    }),
  );
  const byClient = format.expansion.syntaxes.includes('braces');
  const syntaxes = [...new Set([...format.expansion.syntaxes, 'braces' as const])];
  return {
    ...around,
    env: byClient ? { ...variables, ...env } : { ...env, ...variables },
    format: {
      ...format,
      expansion: { ...format.expansion, syntaxes, unset: 'empty', again: null, withheld: [] },
    },
  };
}
