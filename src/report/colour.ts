import { $, bold, dim, green, red, yellow } from 'kleur/colors';

// kleur would decide by looking at the process; here the view decides, and a painter without colour
// never calls it.
$.enabled = true;

const STYLES = {
  strong: bold,
  quiet: dim,
  good: (text: string) => bold(green(text)),
  doubtful: (text: string) => bold(yellow(text)),
  bad: (text: string) => bold(red(text)),
};

export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Puts styles on text, or leaves it strictly alone. */
export function painter(color: boolean): Paint {
  return color ? (style, text) => (text === '' ? text : STYLES[style](text)) : (_style, text) => text;
}
