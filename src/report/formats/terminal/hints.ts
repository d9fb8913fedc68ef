import type { Hints } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal, jsonForTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

/** What to paste on the client's side. The JSON stands at the left edge, unwrapped, so that it can be copied. */
export function hints({ mcpJson, clientMustSend, notes }: Hints, view: View, paint: Paint): string[] {
  const width = proseWidth(view.width);
  const entry =
    mcpJson === null ? [] : ['Paste into .mcp.json:', '', ...jsonForTerminal(mcpJson).split('\n'), ''];
  const headers = clientMustSend.flatMap(({ message, headers: lines }) => [
    ...beside('  ', `${forTerminal(message, 80)}:`, width),
    ...lines.flatMap(([name, value]) => beside('    ', forTerminal(`${name}: ${value}`, 500), view.width)),
  ]);
  const must = headers.length === 0 ? [] : ['Clients must send these header lines:', ...headers];
  const body = [...entry, ...must, ...notes.flatMap((note) => beside('- ', forTerminal(note, 1000), width))];
  return body.length === 0 ? [] : ['', paint('strong', 'For the client'), ...body];
}
