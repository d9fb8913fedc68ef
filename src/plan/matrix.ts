import matrix from '../../rules/matrix.json' with { type: 'json' };
import type { CellId } from '../model.js';

/** One cell of the contract: what it sends in `Accept`, and whether credentials go along. */
export interface Cell {
  id: CellId;
  title: string;
  accept: string | null;
  credentials: boolean;
}

/** The seven cells, in the order in which they are shown. */
export const CELLS = matrix.cells as readonly Cell[];

/** What a correct client sends. */
export const BOTH = 'application/json, text/event-stream';
export const JSON_TYPE = 'application/json';
export const SSE_TYPE = 'text/event-stream';

/** The four cells that vary `Accept`. */
export const ACCEPT_CELLS = CELLS.filter((cell) => cell.credentials && cell.accept !== BOTH);
