import { forTerminal } from '../../escape.js';

/** A text of others as a sentence: harmless, and with its full stop. */
export function sentence(text: string): string {
  const shown = forTerminal(text, 1000).trim();
  return shown === '' || /[.!?:]$/.test(shown) ? shown : `${shown}.`;
}
