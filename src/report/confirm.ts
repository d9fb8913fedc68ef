import { createInterface } from 'node:readline';
import { forTerminal } from './escape.js';

/**
 * Asks once, on the terminal; everything but a yes is a no.
 * @returns null where the question was interrupted
 */
export function confirm(
  { stdin, stderr }: { stdin: NodeJS.ReadableStream; stderr: NodeJS.WritableStream },
  question: string,
): Promise<boolean | null> {
  return new Promise((resolve) => {
    const terminal = createInterface({ input: stdin, output: stderr, terminal: true });
    terminal.once('SIGINT', () => {
      resolve(null);
      terminal.close();
    });
    // Ctrl-D, or a terminal that is gone: nobody said yes.
    terminal.once('close', () => resolve(false));
    terminal.question(`${forTerminal(question, 300)} [y/N] `, (answer) => {
      resolve(/^y(es)?$/i.test(answer.trim()));
      terminal.close();
    });
  });
}
