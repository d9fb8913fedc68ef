import { UserError } from '../../errors.js';

/** An edit that was made for another text. */
export function unfit(found: string, path: readonly string[]): UserError {
  return new UserError('the edit does not fit the file', {
    where: path.join('.'),
    found,
    whatToDo: 'read the file again: it is not what the edit was made for',
  });
}
