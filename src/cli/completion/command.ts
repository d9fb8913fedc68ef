import type { Command } from 'commander';
import { EXIT } from '../../errors.js';
import { forTerminal } from '../../report/escape.js';
import type { Context } from '../context.js';
import { complete } from './complete.js';
import { SCRIPTS, type Shell } from './scripts.js';
import { knownValues } from './values.js';

/** `completion`: what a shell is to run. @returns the exit code */
export async function completion({ writer }: Context, shell: Shell): Promise<number> {
  await writer.out(SCRIPTS[shell]);
  return EXIT.clean;
}

/** `complete`: what the shell asks at each completion. Whatever goes wrong, it says nothing. @returns the exit code */
export async function answerShell(
  { writer }: Context,
  program: Command,
  words: readonly string[],
  { next }: { next?: true },
): Promise<number> {
  const all = next === true ? [...words, ''] : words;
  const { candidates, files } = await complete(program, all, knownValues);
  const lines = candidates.map(({ value, about }) =>
    about === '' ? forTerminal(value) : `${forTerminal(value)}\t${forTerminal(about)}`,
  );
  await writer.out([...(files ? [':files'] : []), ...lines].map((line) => `${line}\n`).join(''));
  return EXIT.clean;
}
