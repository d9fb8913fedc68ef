import type { ConfigFile, RefusalFacts } from '../../model.js';
import { shownWord } from '../../targets/config/literal.js';
import { nodeAt, stringOf } from '../../targets/config/node.js';

/** The facts about everything for which the client drops the whole file. */
export function refusalsOf({ refusals, entries, root }: ConfigFile): RefusalFacts[] {
  return refusals.map(({ kind, place, path }, index) => {
    const at = entries.findIndex((entry) => path.length > 0 && entry.path.every((key, n) => key === path[n]));
    return {
      id: `refusal${index}`,
      entry: at < 0 ? '' : `entry${at}`,
      server: entries[at]?.name ?? '',
      place,
      path,
      kind,
      key: shownWord(path.at(-1) ?? ''),
      meant: kind === 'not-boolean' ? truthIn(stringOf(nodeAt(root, path))) : null,
    };
  });
}

const TRUTHS: Record<string, boolean> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

function truthIn(text: string | null): boolean | null {
  return TRUTHS[text?.trim().toLowerCase() ?? ''] ?? null;
}
