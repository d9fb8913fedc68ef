/** A text in the quotes of a POSIX shell. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text as one word, in quotes only where it needs them. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : shellQuoted(text);
}

/** The same for a path: a tilde in quotes is no home. */
export function shellPath(path: string): string {
  if (!path.startsWith('~/')) return shellWord(path);
  const rest = path.slice(2);
  return shellWord(rest) === rest ? path : `"$HOME"/${shellQuoted(rest)}`;
}
