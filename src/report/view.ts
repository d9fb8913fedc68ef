/** How much is told: a line per target, the verdict with its evidence, or everything. */
export type Detail = 'quiet' | 'brief' | 'full';

/** How an output is seen: its width in columns, whether it takes colour, how much is wanted (`brief` if not said). */
export interface View {
  width: number;
  color: boolean;
  detail?: Detail;
}

export const NARROWEST = 40;
const UNKNOWN_WIDTH = 80;

/**
 * What the stream, the environment and the user's flags say about the view. A flag beats the
 * environment; `NO_COLOR` beats `FORCE_COLOR`; a pipe, a dumb terminal and a CI log get no colour
 * unless it is forced.
 */
export function viewOf(
  stream: { isTTY?: boolean | undefined; columns?: number | undefined },
  env: Record<string, string | undefined>,
  flags: { color?: boolean | undefined; width?: number | undefined } = {},
): View {
  const candidates = [flags.width, stream.columns, Number(env['COLUMNS'])];
  const width = candidates.find((one) => one !== undefined && Number.isInteger(one) && one > 0);
  return {
    width: Math.max(NARROWEST, width ?? UNKNOWN_WIDTH),
    color: flags.color ?? takesColour(stream.isTTY === true, env),
  };
}

function takesColour(isTerminal: boolean, env: Record<string, string | undefined>): boolean {
  if (isSet(env['NO_COLOR'])) return false;
  const forced = env['FORCE_COLOR'];
  if (isSet(forced)) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
}

export function isCi(env: Record<string, string | undefined>): boolean {
  return isSet(env['CI']) && env['CI'] !== 'false' && env['CI'] !== '0';
}

/** no-color.org: present and not empty. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
