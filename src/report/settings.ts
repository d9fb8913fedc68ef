import { forTerminal } from './escape.js';
import { padded } from './layout.js';

/** A setting as it is in force; an empty value is none. */
export interface Setting {
  name: string;
  value: string;
  /** `command line`, `default`, a variable, a file. */
  source: string;
}

/** A line for each that is set to something. */
export function renderSettings(settings: readonly Setting[]): string {
  const set = settings.filter(({ value }) => value !== '');
  const width = Math.max(0, ...set.map(({ name }) => name.length));
  return set
    .map(
      ({ name, value, source }) =>
        `${padded(name, width)}  ${forTerminal(value, 300)}  (${forTerminal(source, 200)})\n`,
    )
    .join('');
}
