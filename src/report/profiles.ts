import type { ClientProfile } from '../model.js';
import { versionWords } from '../plan/profiles.js';
import type { Reported } from '../plan/reported.js';
import { type Paint, painter } from './colour.js';
import { forTerminal } from './escape.js';
import { beside, displayWidth, padded, proseWidth } from './layout.js';
import type { View } from './view.js';

const TITLES = ['VERSIONS', 'SPEAKS', 'CONFIGURED ACCEPT', 'PINNED VERSION'];
const INDENT = '  ';
const GAP = '  ';

/**
 * The recorded clients, newest range last, with where the knowledge comes from; then, apart, those of which
 * there are reports only.
 */
export function renderProfiles(
  profiles: readonly ClientProfile[],
  view: View,
  reported: readonly Reported[] = [],
): string {
  const paint = painter(view.color);
  const width = proseWidth(view.width);
  const widths = TITLES.map((title, at) =>
    Math.max(...[title, ...profiles.map((profile) => cells(profile)[at] ?? '')].map(displayWidth)),
  );
  const needed = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const asTable = needed <= width;
  const row = (texts: string[]) =>
    `${INDENT}${texts.map((text, at) => padded(text, widths[at] ?? 0)).join(GAP)}`.trimEnd();
  const clients = [...new Set(profiles.map(({ client }) => client))].map((client) =>
    profiles.filter((profile) => profile.client === client),
  );
  const lines = [
    ...(asTable ? [paint('quiet', row(TITLES)), ''] : []),
    ...clients.flatMap((own) => [
      ...heading(own, width, paint),
      ...own.flatMap((profile) => (asTable ? row(cells(profile)) : listed(profile, width))),
    ]),
    '',
    ...beside('', provenance(profiles), width).map((line) => paint('quiet', line)),
    ...reportedLines(reported, width, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** What was said of clients in public and never recorded; what was measured to be wrong stands last. */
function reportedLines(reported: readonly Reported[], width: number, paint: Paint): string[] {
  if (reported.length === 0) return [];
  const standing = reported.filter(({ status }) => status === 'reported');
  const settled = reported.filter(({ status }) => status !== 'reported');
  const line = ({ client, sends, note, when, status, by }: Reported): string[] => {
    const what = sends === null ? note : `sends ${sends}`;
    const end = by === null ? '' : `; ${status}: ${by}`;
    return beside(`${INDENT}${client}: `, `${what} (${when})${end}`, width);
  };
  return [
    '',
    paint('strong', 'Reported, not recorded'),
    ...standing.flatMap(line),
    '',
    paint('strong', 'Reported, and refuted or fixed'),
    ...settled.flatMap(line),
  ];
}

/** The name that commands take, and what people call it. */
function heading([first]: ClientProfile[], width: number, paint: Paint): string[] {
  if (first === undefined) return [];
  const [client, title] = [forTerminal(first.client, 80), forTerminal(first.title, 80)];
  const fits = displayWidth(client + GAP + title) <= width;
  return fits
    ? [`${paint('strong', client)}${GAP}${title}`]
    : [paint('strong', client), ...beside(GAP, title, width)];
}

function cells(profile: ClientProfile): string[] {
  return [
    forTerminal(versionWords(profile), 80),
    profile.modern.length > 0 ? 'both eras' : 'legacy',
    wordOf(profile, 'accept'),
    wordOf(profile, 'mcp-protocol-version'),
  ];
}

/** Where the columns do not fit. */
function listed(profile: ClientProfile, width: number): string[] {
  const [versions = '', speaks, accept, version] = cells(profile);
  const text = `${speaks}; configured Accept: ${accept}; pinned version: ${version}`;
  return [`${INDENT}${versions}`, ...beside(INDENT + INDENT, text, width)];
}

function provenance(profiles: readonly ClientProfile[]): string {
  const recorded = profiles.reduce((sum, profile) => sum + profile.recorded.length, 0);
  const dates = [...new Set(profiles.map((profile) => profile.provenance.date))].sort();
  return `${recorded} versions, each driven against a recording server on loopback (${dates.join(', ')}). The last two say what becomes of a header that the user configures, on a POST after the handshake. --format json has every header line and how each was recorded.`;
}

const WORDS = {
  ignored: 'ignored',
  before: 'merged before',
  'in-front': 'put in front',
  joined: 'joined',
  after: 'merged after',
  replaced: 'replaces',
  'second-line': 'second line',
  'line-after': 'second line',
} as const;

function wordOf({ configured }: ClientProfile, header: string): string {
  const merging = configured[header]?.post;
  return merging === undefined ? 'not recorded' : WORDS[merging];
}
