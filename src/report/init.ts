import type { ClientReport, Snippet, TargetReport } from '../model.js';
import { type Paint, painter } from './colour.js';
import { forTerminal } from './escape.js';
import { clients } from './formats/terminal/clients.js';
import { snippetLines } from './formats/terminal/hints.js';
import { verdict } from './formats/terminal/verdict.js';
import { beside, proseWidth } from './layout.js';
import type { View } from './view.js';

export interface Initialised {
  target: TargetReport;
  /** The report of the client that the entry is for; null where none was recorded. */
  client: ClientReport | null;
  /** The entry declares the old HTTP+SSE transport. */
  byOldTransport: boolean;
  connects: boolean;
  snippet: Snippet;
  /** Variables that the entry refers to. */
  variables: string[];
  /** Those that its client cannot fill in: a person has to. */
  toFillIn: string[];
  /** The file that it was written into, or null. */
  written: string | null;
  /** What the client asks for before it uses a server of a project's file; null: nothing. */
  firstUse: string | null;
}

/** What `init` found out, and what it wrote or would write. */
export function renderInit(said: Initialised, view: View): string {
  const { connects, snippet, variables, toFillIn, written, firstUse } = said;
  const paint = painter(view.color);
  const width = proseWidth(view.width);
  if (!connects) {
    const lines = beside(
      '✗ ',
      'Nothing was written: with this entry the client would not connect.',
      width,
      (label) => paint('bad', label),
    );
    return `${[...lines, ...whyNot(said, view, paint)].join('\n')}\n`;
  }
  const from = `the environment in which ${snippet.client} starts`;
  const missing = `${snippet.client} fills in no variables: put the value in place of ${listOf(toFillIn.map((name) => `<${name}>`))} yourself`;
  const lines = [
    ...beside('✓ ', forTerminal(proof(said)), width, (label) => paint('good', label)),
    ...(written === null
      ? []
      : beside('written: ', forTerminal(written), width, (label) => paint('strong', label))),
    '',
    ...(written === null
      ? snippetLines(snippet, width)
      : [...snippet.text.split('\n').map((line) => forTerminal(line)), '']),
    ...(toFillIn.length > 0 ? beside('not written: ', `${forTerminal(missing)}.`, width) : []),
    ...(variables.length > 0 && toFillIn.length === 0
      ? beside('needs: ', forTerminal(`${listOf(variables)} in ${from}.`), width)
      : []),
    ...(firstUse === null ? [] : beside('once: ', `${forTerminal(firstUse)}.`, width)),
    ...beside('then: ', `${forTerminal(snippet.pickUp)}.`, width),
  ];
  return `${lines.join('\n')}\n`;
}

function whyNot({ target, client }: Initialised, view: View, paint: Paint): string[] {
  if (target.notJudged !== null) return verdict(target, view, paint);
  if (client !== null) return clients([client], view, paint);
  const url = forTerminal(target.url, 2000);
  return beside('', `The server refuses a correct client too: mcp-accept probe ${url} says why.`, view.width);
}

/** What was seen to connect: the client itself, the bridge that it starts, or a correct client. */
function proof({ client, byOldTransport, snippet }: Initialised): string {
  if (byOldTransport) return 'the server opens the old HTTP+SSE stream, and names its endpoint there.';
  if (client === null)
    return `${snippet.client} itself was not recorded; a correct client connects with this entry.`;
  return `${client.title} ${client.version} connects with this entry.`;
}

function listOf(names: readonly string[]): string {
  return names.join(', ');
}
