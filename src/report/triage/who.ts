import type { ClientReport } from '../../model.js';
import { plural } from '../../plural.js';
import type { Paint } from '../colour.js';
import { forTerminal } from '../escape.js';
import { beside, proseWidth } from '../layout.js';
import type { View } from '../view.js';
import { worstFirst } from '../worstFirst.js';

const LABEL = '  who    ';
const INDENT = ' '.repeat(LABEL.length);
/** Names that are told beside one reason; the rest is counted. */
const NAMES = 3;
const LONGEST = 200;

/**
 * Which clients connect, in a few lines: the user's own first, then why the others do not.
 * @param mostReasons that are told; the rest is counted
 */
export function who(clients: ClientReport[] | null, mostReasons: number, view: View, paint: Paint): string[] {
  if (clients === null || clients.length === 0) return [];
  const width = proseWidth(view.width);
  const [first] = clients;
  // Where nobody was asked, there is one reason, and no count of those who connect.
  if (first?.connects === null && clients.every(({ because }) => because === first.because)) {
    const names = clients.length > NAMES ? plural(clients.length, 'client') : namesOf(clients);
    const because = forTerminal(first.because ?? 'cannot be told', LONGEST);
    return beside(LABEL, `${names}: ${because}`, width, (same) => paint('strong', same));
  }
  const yours = clients.filter((client) => client.yours);
  const failing = clients.filter(({ connects }) => connects === false);
  const count = (connects: boolean | null) => clients.filter((one) => one.connects === connects).length;
  const unclear = count(null) === 0 ? '' : `, ${count(null)} cannot be told`;
  const reasons = byReason(worstFirst(failing));
  const shown = reasons.slice(0, mostReasons);
  const rest = reasons.slice(mostReasons).reduce((sum, [, members]) => sum + members.length, 0);
  return [
    ...beside(LABEL, `${count(true)} of ${clients.length} clients connect${unclear}`, width, (same) =>
      paint('strong', same),
    ),
    ...yours
      .filter(({ connects }) => connects !== false)
      .flatMap((own) => beside(INDENT, `yours: ${nameOf(own)} ${WORDS[`${own.connects !== null}`]}`, width)),
    ...shown.flatMap(([because, members]) =>
      beside(`${INDENT}✗ `, `${namesOf(members)}: ${forTerminal(because, LONGEST)}`, width, (same) =>
        paint('bad', same),
      ),
    ),
    ...(rest === 0 ? [] : [`${INDENT}and ${rest} more that do not: --verbose`]),
  ];
}

const WORDS = { true: 'connects', false: 'cannot be told' };

function byReason(clients: readonly ClientReport[]): [string, ClientReport[]][] {
  const groups = new Map<string, ClientReport[]>();
  for (const client of clients) {
    const because = client.because ?? 'no reason was seen';
    groups.set(because, [...(groups.get(because) ?? []), client]);
  }
  return [...groups];
}

function namesOf(clients: readonly ClientReport[]): string {
  const more = clients.length - NAMES;
  const names = clients.slice(0, NAMES).map(nameOf).join(', ');
  return more > 0 ? `${names} and ${more} more` : names;
}

function nameOf({ title, version }: ClientReport): string {
  return forTerminal(`${title} ${version}`.replace(/ and later$/, ''), 80);
}
