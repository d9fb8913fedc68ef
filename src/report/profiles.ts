import type { ClientProfile } from '../model.js';
import { versionWords } from '../plan/profiles.js';
import { painter } from './colour.js';
import { forTerminal } from './escape.js';
import { beside, proseWidth, table } from './layout.js';
import type { View } from './view.js';

/** The recorded clients, newest range last, with where the knowledge comes from. */
export function renderProfiles(profiles: readonly ClientProfile[], view: View): string {
  const paint = painter(view.color);
  const width = proseWidth(view.width);
  const columns = [
    { title: 'NAME', min: null },
    { title: 'CLIENT', min: 10 },
    { title: 'VERSIONS', min: 10 },
    { title: 'SPEAKS', min: 6 },
    { title: 'CONFIGURED ACCEPT', min: 8 },
    { title: 'PINNED VERSION', min: 8 },
  ];
  const rows = profiles.map((profile) =>
    [
      profile.client,
      profile.title,
      versionWords(profile),
      profile.modern.length > 0 ? 'both eras' : 'legacy',
      wordOf(profile, 'accept'),
      wordOf(profile, 'mcp-protocol-version'),
    ].map((text) => ({ text: forTerminal(text, 80) })),
  );
  const recorded = profiles.reduce((sum, profile) => sum + profile.recorded.length, 0);
  const dates = [...new Set(profiles.map(({ provenance }) => provenance.date))].sort();
  return `${[
    ...table(columns, rows, view.width),
    '',
    ...beside(
      '',
      `${recorded} versions, each driven against a recording server on loopback (${dates.join(', ')}). The columns on the right say what becomes of a header that the user configures, on a POST after the handshake. --format json has every header line and how each was recorded.`,
      width,
    ).map((line) => paint('quiet', line)),
  ].join('\n')}\n`;
}

const WORDS = {
  ignored: 'ignored',
  before: 'merged before',
  'in-front': 'put in front',
  joined: 'joined',
  after: 'merged after',
  replaced: 'replaces',
  'second-line': 'second line',
} as const;

function wordOf({ configured }: ClientProfile, header: string): string {
  const merging = configured[header]?.post;
  return merging === undefined ? 'not recorded' : WORDS[merging];
}
