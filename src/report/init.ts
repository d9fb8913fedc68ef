import type { ClientReport, Snippet, TargetReport } from '../model.js';
import { painter } from './colour.js';
import { forTerminal } from './escape.js';
import { clients } from './formats/terminal/clients.js';
import { headline } from './formats/terminal/headline.js';
import { snippetLines } from './formats/terminal/hints.js';
import { beside, proseWidth } from './layout.js';
import type { View } from './view.js';

export interface Initialised {
  target: TargetReport;
  /** The report of the client that the entry is for; null where none was recorded. */
  client: ClientReport | null;
  connects: boolean;
  snippet: Snippet;
  /** The file that it was written into, or null. */
  written: string | null;
}

/** What `init` found out, and what it wrote or would write. */
export function renderInit({ target, client, connects, snippet, written }: Initialised, view: View): string {
  const paint = painter(view.color);
  const width = proseWidth(view.width);
  if (!connects) {
    const why =
      target.notJudged === null
        ? clients(client === null ? null : [client], view, paint)
        : headline(target, [], view, paint, { hinted: false });
    const lines = ['Nothing was written: with this entry the client would not connect.', ...why];
    return `${lines.join('\n')}\n`;
  }
  const proof =
    client === null
      ? `${snippet.client} itself was not recorded; a correct client connects with this entry.`
      : `${client.title} ${client.version} connects with this entry.`;
  const lines = [
    ...beside('proved: ', forTerminal(proof), width, (label) => paint('good', label)),
    ...(written === null
      ? []
      : beside('written: ', forTerminal(written), width, (label) => paint('strong', label))),
    '',
    ...snippetLines(snippet, width),
    ...beside('then: ', `${forTerminal(snippet.pickUp)}.`, width),
  ];
  return `${lines.join('\n')}\n`;
}
