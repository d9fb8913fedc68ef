import type { LogReport } from '../../../model.js';

/** `access.log: 1200 lines, 1200 understood as Combined (proxy), 80 about MCP; 2026-11-30T10:00:00.000Z to ...`. */
export function readWords({ files, read, formats, first, last }: LogReport): string {
  const { lines, understood, mcp, timeless } = read;
  const as = formats.map(({ title, side }) => `${title} (${side})`).join(', ');
  const span = first === null ? '' : `; ${first} to ${last}`;
  const without = timeless === 0 ? '' : `; ${timeless} without a time`;
  const names =
    files.length > 3 ? `${files.slice(0, 3).join(', ')} and ${files.length - 3} more` : files.join(', ');
  return `${names}: ${lines} lines, ${understood} understood${as === '' ? '' : ` as ${as}`}, ${mcp} about MCP${span}${without}`;
}

/** `from 2026-11-30T10:00:00.000Z on; `; empty where no window was asked for. */
export function windowWords({ window: { since, until } }: LogReport): string {
  const words = [since === null ? '' : `from ${since} on`, until === null ? '' : `until ${until}`].filter(
    (part) => part !== '',
  );
  return words.length === 0 ? '' : `only ${words.join(' ')}; `;
}
