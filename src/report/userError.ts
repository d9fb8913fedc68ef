import type { UserError } from '../errors.js';
import { withoutTokensInNames } from '../secrets/mask.js';
import { forTerminal } from './escape.js';

/** A user's mistake for a terminal: what is wrong, where, what was found, what to do. */
export function renderUserError(error: UserError): string {
  return `${error
    .lines()
    .map((line) => forTerminal(withoutTokensInNames(line)))
    .join('\n')}\n`;
}
