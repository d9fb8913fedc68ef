import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { loadProfiles } from '../plan/loadProfiles.js';
import { displayWidth } from './layout.js';
import { renderProfiles } from './profiles.js';

const profiles = await loadProfiles();
const words = new Set(
  profiles.flatMap(({ client, title, versions }) => [client, ...title.split(' '), versions.from]),
);

for (const width of [40, 60, 80, 100, 200]) {
  test(`the list of clients at ${width} columns keeps within them and breaks no word`, () => {
    const text = renderProfiles(profiles, { width, color: false });
    assert.deepEqual(
      text.split('\n').filter((line) => displayWidth(line) > width),
      [],
    );
    const said = new Set(text.split(/\s+/));
    assert.deepEqual(
      [...words].filter((word) => !said.has(word)),
      [],
    );
  });
}

test('each client is named once, with its versions below it', () => {
  const lines = renderProfiles(profiles, { width: 80, color: false }).split('\n');
  const at = lines.indexOf('claude-code  Claude Code');
  assert.ok(at > 0);
  assert.equal(lines.lastIndexOf('claude-code  Claude Code'), at);
  assert.deepEqual(
    [lines[0], lines[at + 1], lines[at + 6]],
    [
      '  VERSIONS            SPEAKS     CONFIGURED ACCEPT  PINNED VERSION',
      '  1.0.128 to 2.0.0    legacy     ignored            merged after',
      '  2.1.274 and later   both eras  merged before      merged after',
    ],
  );
});

test('where the columns do not fit it is a list', () => {
  const text = renderProfiles(profiles, { width: 60, color: false });
  assert.match(text, /^ {2}2\.1\.274 and later\n {4}both eras; configured Accept: merged before; pinned\n/m);
});

test('colour changes nothing but the colour, and hostile text in a profile is escaped', () => {
  const [first] = profiles;
  assert.ok(first);
  const hostile = {
    ...first,
    title: 'x\u001b[2J',
    client: 'y\u009b1m',
    versions: { from: '1\u202e', to: null },
  };
  const plain = renderProfiles([hostile], { width: 80, color: false });
  assert.doesNotMatch(plain, /(?!\n)[\p{Cc}\p{Cf}]/u);
  const coloured = renderProfiles(profiles, { width: 80, color: true });
  assert.ok(coloured.includes('\u001b['));
  assert.equal(stripVTControlCharacters(coloured), renderProfiles(profiles, { width: 80, color: false }));
});
