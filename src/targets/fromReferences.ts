import { UserError } from '../errors.js';

const REFERENCE = /\$\{([A-Za-z_]\w*)\}/g;

/**
 * A typed `Name: value` with `${VARIABLE}` filled in from the environment.
 * @throws {UserError} for a variable that is not set
 */
export function expandHeader(line: string, env: NodeJS.ProcessEnv): string {
  return line.replace(REFERENCE, (_whole, name: string) => {
    const value = env[name];
    if (value !== undefined && value !== '') return value;
    throw new UserError(`the variable ${name} is ${value === undefined ? 'not set' : 'empty'}`, {
      where: `--header ${line.slice(0, line.indexOf(':'))}`,
      whatToDo: `export ${name}=..., or name a file that sets it: --env-file .env`,
    });
  });
}

/** The name of a header whose value comes from a variable: it counts as a credential. */
export function namedByUser(line: string): string[] {
  return /\$\{/.test(line) ? [line.slice(0, line.indexOf(':')).trim()] : [];
}
