import data from '../../rules/reported.json' with { type: 'json' };

/** What a client is publicly reported to send; never a recording (`rules/reported.json`). */
export interface Reported {
  id: string;
  client: string;
  kind: string;
  /** Whose refusal would hit it, if the report is right. */
  cells: string[];
  /** `later`: not its hello. */
  messages: string;
  sends: string | null;
  /** `2026-03`, of the latest report. */
  when: string;
  /** `reported`, `refuted` by a measurement, or `fixed`. */
  status: string;
  /** Who or what refuted or fixed it. */
  by: string | null;
  sources: string[];
  note: string;
}

export const REPORTED: readonly Reported[] = data.reports;

/**
 * Whom the refusal of a cell would hit, as far as reports go: `Claude.ai's connectors (2026-03)`. What was refuted
 * or fixed hits nobody.
 */
export function reportedHits(cell: string, message: 'hello' | 'tools/list'): string[] {
  return REPORTED.filter(({ status }) => status === 'reported')
    .filter(({ cells, messages }) => cells.includes(cell) && (message !== 'hello' || messages === 'all'))
    .map(({ client, when }) => `${client} (${when})`);
}
