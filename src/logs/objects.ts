/** More than any entry has that a client writes: what is longer is none of them. */
const MOST_LINES = 64;

/**
 * Claude Code 1.0 writes its log as one array of objects, printed over several lines: each of them is a line again.
 * What is no such object passes as it is.
 * @param each line, with the number of its last one
 */
export function joiningObjects(
  each: (line: string, number: number) => void,
): (line: string, number: number) => void {
  let parts: string[] | null = null;
  return (line, number) => {
    if (line === '  {') {
      parts = [];
      return;
    }
    if (parts === null) {
      // The brackets of the whole.
      if (line !== '[' && line !== ']') each(line, number);
      return;
    }
    if (line === '  }' || line === '  },') {
      each(`{${parts.join('')}}`, number);
      parts = null;
    } else if (parts.length < MOST_LINES) parts.push(line.trimStart());
    else parts = null;
  };
}
