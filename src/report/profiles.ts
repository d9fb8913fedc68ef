import type { ClientProfile } from '../model.js';
import { versionWords } from '../plan/profiles.js';
import { painter } from './colour.js';
import { forTerminal } from './escape.js';
import { beside, displayWidth, proseWidth, table } from './layout.js';
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
  const wide = table(columns, rows, view.width);
  const fits = wide.every((line) => displayWidth(line) <= view.width);
  const recorded = profiles.reduce((sum, profile) => sum + profile.recorded.length, 0);
  const dates = [...new Set(profiles.map(({ provenance }) => provenance.date))].sort();
  return `${[
    ...(fits ? wide : profiles.flatMap((profile) => oneByOne(profile, view.width))),
    '',
    ...beside(
      '',
      `${recorded} versions, each driven against a recording server on loopback (${dates.join(', ')}). The columns on the right say what becomes of a header that the user configures, on a POST after the handshake. --format json has every header line and how each was recorded.`,
      width,
    ).map((line) => paint('quiet', line)),
  ].join('\n')}\n`;
}

/** For a terminal that is too narrow for the table. */
function oneByOne(profile: ClientProfile, width: number): string[] {
  const eras = profile.modern.length > 0 ? 'both eras' : 'legacy';
  const words = `${profile.title} ${versionWords(profile)}; ${eras}; configured Accept: ${wordOf(profile, 'accept')}; pinned version: ${wordOf(profile, 'mcp-protocol-version')}`;
  return [profile.client, ...beside('  ', forTerminal(words), width)];
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
