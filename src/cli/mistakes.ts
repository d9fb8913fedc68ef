import type { UserError } from '../errors.js';
import type { FleetMistakes } from '../model.js';
import { renderUserError } from '../report/userError.js';
import type { Writer } from '../report/writer.js';

/** So many are said as they are found, and kept. */
const SAID = 10;

/** Lines that cannot be read: each is said, up to a number, and none keeps the others from being read. */
export function mistakesOf({ err }: Pick<Writer, 'err'>): {
  add(mistake: UserError): Promise<void>;
  found(): FleetMistakes;
} {
  const first: string[] = [];
  let count = 0;
  return {
    async add(mistake) {
      count += 1;
      if (count > SAID) return;
      const { where, found } = mistake.detail;
      first.push(
        [where, `${mistake.title}${found === undefined ? '' : ` (${found})`}`].filter(Boolean).join(': '),
      );
      await err(renderUserError(mistake));
    },
    found: () => ({ count, first: [...first] }),
  };
}
