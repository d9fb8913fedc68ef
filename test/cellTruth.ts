import type { CellReport, Era, Finding } from '../src/model.js';

export type Seen = [status: number, mediaType: string | null];

/** What raw sockets saw of one server: `servers/observed.mjs` looks. */
export interface Server extends Partial<Record<Era, Record<string, { hello: Seen; list?: Seen }>>> {
  stateful: boolean;
  eras: Era[];
}

/** What the report says of one era's cells, in the words of that truth. */
export function cellsOf(cells: CellReport[], era: Era): Record<string, Record<string, Seen>> {
  const seen: Record<string, Record<string, Seen>> = {};
  for (const cell of cells.filter((one) => one.era === era)) {
    const { status, mediaType } = cell.response;
    if (status === null) continue;
    const message = cell.message === 'hello' ? 'hello' : 'list';
    seen[cell.cell] = { ...seen[cell.cell], [message]: [status, mediaType] };
  }
  return seen;
}

/** The rules that find something of this severity. */
export function rulesOf(findings: readonly Finding[], severity: Finding['severity']): string[] {
  return [...new Set(findings.filter((one) => one.severity === severity).map(({ rule }) => rule))].sort();
}
