import type { Hints, Json, Snippet } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal, jsonForTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

/** What to paste on the client's side. The JSON stands at the left edge, unwrapped, so that it can be copied. */
export function hints({ mcpJson, client, clientMustSend, notes }: Hints, view: View, paint: Paint): string[] {
  const width = proseWidth(view.width);
  const entry = client === null ? mcpJsonLines(mcpJson) : snippetLines(client, width);
  const headers = clientMustSend.flatMap(({ message, headers: lines }) => [
    ...beside('  ', `${forTerminal(message, 80)}:`, width),
    ...lines.flatMap(([name, value]) => beside('    ', forTerminal(`${name}: ${value}`, 500), view.width)),
  ]);
  const must = headers.length === 0 ? [] : ['Clients must send these header lines:', ...headers];
  const body = [...entry, ...must, ...notes.flatMap((note) => beside('- ', forTerminal(note, 1000), width))];
  return body.length === 0 ? [] : ['', paint('strong', 'For the client'), ...body];
}

function mcpJsonLines(mcpJson: Json): string[] {
  return mcpJson === null ? [] : ['Paste into .mcp.json:', '', ...jsonForTerminal(mcpJson).split('\n'), ''];
}

/** The entry in the words of the user's own client, and the command that writes it where there is one. */
export function snippetLines({ client, file, text, command }: Snippet, width: number): string[] {
  const lines = text.split('\n').map((line) => forTerminal(line));
  const typed = command === null ? [] : ['Or let it write that itself:', '', forTerminal(command), ''];
  return [
    ...beside('', forTerminal(`Paste into ${file} (${client}):`, 200), width),
    '',
    ...lines,
    '',
    ...typed,
  ];
}
