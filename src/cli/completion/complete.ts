import type { Argument, Command, Option } from 'commander';
import { HIDDEN } from './hidden.js';
import { filesAreMeant, type Values } from './values.js';

/** What could stand in the place of the last word. */
export interface Candidate {
  value: string;
  /** One line; empty where the value says all. */
  about: string;
}

export interface Completion {
  candidates: Candidate[];
  /** A path may stand here: the shell knows those better. */
  files: boolean;
}

/**
 * What the last of these words may become, from the program's own tree.
 * @param words all after the program's name; the last is what has been typed of it, be it nothing
 */
export async function complete(
  program: Command,
  words: readonly string[],
  values: Values,
): Promise<Completion> {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, options, places } = walked(program, before);
  const own =
    command === program ? [...program.options, ...(probeOf(program)?.options ?? [])] : command.options;
  const asked = { words: before, command: command.name() };
  const open = openOption(own, before);
  if (open !== null) return ofValue(open, typed, '', asked, values);
  const [, flag, value] = /^(--[\w-]+)=(.*)$/s.exec(typed) ?? [];
  if (flag !== undefined && value !== undefined) {
    const option = own.find(({ long }) => long === flag);
    return option === undefined ? NOTHING : ofValue(option, value, `${flag}=`, asked, values);
  }
  if (typed.startsWith('-')) {
    const left = own.filter(
      (option) => !option.hidden && (isRepeatable(option) || !options.includes(option)),
    );
    const flags = [
      ...left.map(({ long, short, description }) => ({ value: long ?? short ?? '', about: description })),
      { value: '--help', about: 'what is possible here' },
    ];
    return { candidates: starting(flags, typed), files: false };
  }
  const commands = places.length > 0 ? [] : command.commands.filter((one) => !isHidden(one));
  const names = commands.map((one) => ({ value: one.name(), about: one.summary() || one.description() }));
  const argument = argumentAt(command, places.length);
  const here = argument === null ? NOTHING : await ofArgument(argument, typed, asked, values);
  return { candidates: [...starting(names, typed), ...here.candidates], files: here.files };
}

const NOTHING: Completion = { candidates: [], files: false };

interface Walked {
  command: Command;
  /** Those that were given. */
  options: Option[];
  /** Words that are neither. */
  places: string[];
}

/** Which command these words have come to. */
function walked(program: Command, words: readonly string[]): Walked {
  let command = program;
  let options: Option[] = [];
  let places: string[] = [];
  let skip = false;
  for (const word of words) {
    if (skip) {
      skip = false;
      continue;
    }
    const inner = places.length > 0 ? undefined : command.commands.find((one) => one.name() === word);
    if (inner !== undefined) {
      command = inner;
      [options, places] = [[], []];
    } else if (word.startsWith('-')) {
      const option = optionOf(command.options, word);
      if (option !== undefined) options.push(option);
      skip = option?.required === true && !word.includes('=');
    } else places.push(word);
  }
  return { command, options, places };
}

function optionOf(options: readonly Option[], word: string): Option | undefined {
  const [flag] = word.split('=', 1);
  return options.find(({ long, short }) => flag === long || flag === short);
}

/** The option whose value is being typed; null: none. */
function openOption(options: readonly Option[], before: readonly string[]): Option | null {
  const last = before.at(-1) ?? '';
  const option = last.startsWith('-') && !last.includes('=') ? optionOf(options, last) : undefined;
  return option !== undefined && (option.required || option.optional) ? option : null;
}

async function ofValue(
  option: Option,
  typed: string,
  prefix: string,
  asked: Parameters<Values>[1],
  values: Values,
): Promise<Completion> {
  const choices = option.argChoices ?? (await values(option.attributeName(), asked));
  return {
    candidates: starting(choices.map(asCandidate), typed).map((one) => ({
      ...one,
      value: prefix + one.value,
    })),
    files: choices.length === 0 && filesAreMeant(option.flags),
  };
}

async function ofArgument(
  argument: Argument,
  typed: string,
  asked: Parameters<Values>[1],
  values: Values,
): Promise<Completion> {
  const choices = argument.argChoices ?? (await values(`${asked.command} ${argument.name()}`, asked));
  return { candidates: starting(choices.map(asCandidate), typed), files: filesAreMeant(argument.name()) };
}

/** The argument in that place; the last one takes the rest where it may be repeated. */
function argumentAt({ registeredArguments }: Command, place: number): Argument | null {
  const last = registeredArguments.at(-1);
  return registeredArguments[place] ?? (last?.variadic === true ? last : null);
}

/** `value`, or `value` and what it is, apart by a tab. */
function asCandidate(text: string): Candidate {
  const [value = '', about = ''] = text.split('\t', 2);
  return { value, about };
}

function starting(candidates: readonly Candidate[], typed: string): Candidate[] {
  return candidates.filter(({ value }) => value !== '' && value.startsWith(typed));
}

function isRepeatable({ defaultValue, variadic }: Option): boolean {
  return variadic || Array.isArray(defaultValue);
}

/** `mcp-accept --config FILE` is `mcp-accept probe --config FILE`. */
function probeOf(program: Command): Command | undefined {
  return program.commands.find((one) => one.name() === 'probe');
}

function isHidden(command: Command): boolean {
  return command.name() === HIDDEN;
}
