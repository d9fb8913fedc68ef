/** Something a user can mend. */
export interface UserMistake extends Error {
  name: 'UserError';
  /** What is wrong. */
  title: string;
  detail: {
    /** `.mcp.json:14:9`. */
    where?: string;
    found?: string;
    whatToDo: string;
  };
  /** Plain lines, as the terminal shows them. */
  lines(): string[];
}

/** Told by what it says, not by its class: the parts of this package have each their own. */
export function isUserError(error: unknown): error is UserMistake {
  return error instanceof Error && error.name === 'UserError' && 'detail' in error && 'title' in error;
}
