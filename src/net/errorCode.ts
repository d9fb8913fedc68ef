/** A 1xx that undici refuses to read past: 100 without `Expect`, 101 without `Upgrade`. */
const UNASKED: Record<string, string> = {
  'bad response': 'UNASKED_CONTINUE',
  'bad upgrade': 'UNASKED_UPGRADE',
};

/** The code of an error, however deep it lies: of the first of several attempts, of what undici wraps; else its name. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') {
    const unasked = error.code === 'UND_ERR_SOCKET' && error instanceof Error ? UNASKED[error.message] : null;
    if (unasked != null) return unasked;
    // undici wraps what the socket said.
    const cause = 'cause' in error && error.code === 'UND_ERR_SOCKET' ? errorCode(error.cause) : 'UNKNOWN';
    return cause === 'UNKNOWN' ? error.code : cause;
  }
  if ('errors' in error && Array.isArray(error.errors)) return errorCode(error.errors[0]);
  if ('cause' in error && error.cause !== undefined) return errorCode(error.cause);
  return error instanceof Error ? error.name : 'UNKNOWN';
}
