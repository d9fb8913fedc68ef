import { HIDDEN } from './completion/hidden.js';

/** The one command that is called: half a thousand options take longer to set up than to read. Help and Tab need all. */
export function calledBy(
  [, , first = '']: readonly string[],
  commandsByName: Record<string, () => void>,
): (() => void)[] {
  if (VERSION.includes(first)) return [];
  const one = first !== HIDDEN && Object.hasOwn(commandsByName, first) ? commandsByName[first] : undefined;
  return one === undefined ? Object.values(commandsByName) : [one];
}

const VERSION = ['-V', '--version'];

/** Options of the program itself; with any other first, and no command, it is `probe` that is meant. */
const OF_THE_PROGRAM = ['-h', '--help', ...VERSION];

/** `mcp-accept URL` is `mcp-accept probe URL`, also with options first; alone it probes the nearest configuration. */
export function withCommand(argv: readonly string[], commands: readonly string[]): string[] {
  const [node = '', script = '', ...words] = argv;
  const [first] = words;
  const isProbe =
    first === undefined ||
    // No command has such a sign: what is wrong with the address, or that it is a file, `probe` can say.
    /[/:.]/.test(first) ||
    (first.startsWith('-') && ![...OF_THE_PROGRAM, ...commands].some((own) => words.includes(own)));
  return [node, script, ...(isProbe ? ['probe'] : []), ...words];
}
