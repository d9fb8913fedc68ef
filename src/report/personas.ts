import { painter } from './colour.js';
import { forTerminal } from './escape.js';
import { beside } from './layout.js';
import type { View } from './view.js';

/** The personas of the built-in server, one per line, wrapped to the width. */
export function renderPersonas(personas: readonly { name: string; title: string }[], view: View): string {
  const paint = painter(view.color);
  const widest = Math.max(...personas.map(({ name }) => name.length));
  const lines = personas.flatMap(({ name, title }) =>
    beside(`${name.padEnd(widest)}  `, forTerminal(title), view.width, (label) => paint('strong', label)),
  );
  return `${lines.join('\n')}\n`;
}
