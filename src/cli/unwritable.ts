import { codeOf, EXIT, UserError } from '../errors.js';

/** Why a file that the user named is not there afterwards. */
export function unwritable(path: string, error: unknown): UserError {
  return new UserError('the file cannot be written', {
    where: path,
    found: codeOf(error) || 'UNKNOWN',
    whatToDo: `name a file in a folder that exists and may be written (exit code ${EXIT.usage})`,
  });
}
