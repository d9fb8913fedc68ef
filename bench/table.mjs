// What was measured, beside what it is measured against.

const COLUMNS = ['', 'measured', 'against', 'ratio', 'limit', ''];

/** @param sections each a title and rows of `{ what, measured, against, limit, unit }`; a limit may be null */
export function table(sections) {
  const cells = sections.map(({ title, rows }) => ({ title, lines: rows.map(lineOf) }));
  const lines = [COLUMNS, ...cells.flatMap((section) => section.lines)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const show = (line) =>
    line
      .map((cell, column) =>
        column === 0 || column === 5 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return cells
    .map(({ title, lines: rows }) => [title, show(COLUMNS), ...rows.map(show), ''].join('\n'))
    .join('\n');
}

export function lineOf({ what, measured, against, limit, unit }) {
  const ratio = measured / against;
  return [
    `  ${what}`,
    withUnit(measured, unit),
    withUnit(against, unit),
    ratio.toFixed(2),
    limit === null ? '' : limit.toFixed(2),
    limit === null ? '' : ratio <= limit ? 'ok' : 'over',
  ];
}

function withUnit(value, unit) {
  return `${unit === 'ms' || unit === 'MiB' ? value.toFixed(1) : value}${unit === '' ? '' : ` ${unit}`}`;
}
