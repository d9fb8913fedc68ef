import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { UserError } from '../errors.js';
import type { ClientProfile } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { loadProfiles } from './loadProfiles.js';
import { compareVersions, newestOf, selectProfiles, versionWords } from './profiles.js';

const folder = join(packageRoot, 'rules', 'clients');
const schema = JSON.parse(readFileSync(join(packageRoot, 'rules/schema/client.schema.json'), 'utf8'));
const isProfile = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
}).compile<ClientProfile>(schema);
const profiles = await loadProfiles();

test('every profile is as its schema says, and named like its client and its oldest version', () => {
  const files = readdirSync(folder);
  assert.ok(files.length > 30);
  for (const file of files) {
    const profile: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    assert.ok(isProfile(profile), `${file}: ${JSON.stringify(isProfile.errors)}`);
    assert.equal(file, `${profile.id}.json`);
    assert.equal(profile.id, `${profile.client}@${profile.versions.from}`);
  }
});

test('a profile with any one field left out or added is none', () => {
  const [first] = profiles;
  assert.ok(first !== undefined);
  const { required } = schema as { required: string[] };
  for (const key of required) {
    const { [key]: _, ...rest } = { ...first } as Record<string, unknown>;
    assert.equal(isProfile(rest), false, key);
  }
  assert.equal(isProfile({ ...first, surplus: 1 }), false);
  const withHost = { ...first, legacy: first.legacy.map((step) => ({ ...step, headers: [['Host', 'x']] })) };
  assert.equal(isProfile(withHost), false);
});

test('the closed ranges of one client do not overlap, and each holds the versions that were driven', () => {
  for (const { id, client, versions, recorded } of profiles) {
    const { from, to } = versions;
    assert.ok(to === null || compareVersions(from, to) <= 0, id);
    assert.equal(recorded[0], from, id);
    for (const version of recorded) assert.ok(to === null || compareVersions(version, to) <= 0, id);
    const later = profiles.filter(
      (other) => other.client === client && compareVersions(other.versions.from, from) > 0,
    );
    for (const other of later) {
      // An open range ends where the next one begins.
      const end = to ?? recorded.at(-1) ?? from;
      assert.ok(compareVersions(end, other.versions.from) < 0, `${id} and ${other.id}`);
    }
  }
});

test('a conversation begins with a hello, and only that of a client that asks for it goes on in the modern era', () => {
  for (const { id, legacy, modern } of profiles) {
    const names = legacy.map(({ name }) => name);
    assert.ok(names.includes('initialize') && names.includes('initialized'), id);
    assert.equal(names.includes('discover'), modern.length > 0, id);
    assert.equal(new Set(names.filter((name) => name === 'delete')).size <= 1, true, id);
  }
});

test('a name is the newest range, a name with a version the range that holds it', () => {
  const ids = (...names: string[]) => selectProfiles(profiles, names).map(({ id }) => id);
  assert.deepEqual(ids('claude-code', 'mcp-remote'), ['claude-code@2.1.274', 'mcp-remote@0.15.1']);
  assert.deepEqual(ids('claude-code@2.1.99', 'claude-code@2.1.77'), ['claude-code@2.0.77']);
  assert.deepEqual(ids('claude-code@2.1.280', 'claude-code@9.0.0'), ['claude-code@2.1.274']);
  assert.equal(newestOf(profiles, 'nobody'), null);
});

test('an unknown client is refused with the near names, an unknown version with those that were recorded', () => {
  const refusal = (name: string): UserError => {
    try {
      selectProfiles(profiles, [name]);
    } catch (error) {
      if (error instanceof UserError) return error;
    }
    throw new Error(`${name} was not refused`);
  };
  assert.match(refusal('claude-cod').detail.whatToDo, /did you mean claude-code/);
  assert.match(refusal('zzzzzzzz').detail.whatToDo, /name one of these: .*codex/);
  for (const version of ['1.0.0', '2.0.50', '2', 'latest', '']) {
    const { found, whatToDo } = refusal(`claude-code@${version}`).detail;
    assert.equal(found, `claude-code@${version}`);
    assert.match(whatToDo, /1\.0\.128 to 2\.0\.0, 2\.0\.30, 2\.0\.77 to 2\.1\.100, .*2\.1\.274 and later/);
  }
});

test('a range in words', () => {
  const words = profiles.map((profile) => [profile.id, versionWords(profile)] as const);
  const wordsOf = new Map(words);
  assert.equal(wordsOf.get('claude-code@2.1.274'), '2.1.274 and later');
  assert.equal(wordsOf.get('claude-code@1.0.128'), '1.0.128 to 2.0.0');
  assert.equal(wordsOf.get('claude-code@2.0.30'), '2.0.30');
});

test('a version that was recorded later wins over an older open range', () => {
  const older = newestOf(profiles, 'codex');
  assert.ok(older !== null && older.versions.to === null);
  const newer = { ...older, id: 'codex@9.0.0', versions: { from: '9.0.0', to: null }, recorded: ['9.0.0'] };
  const named = (name: string): string[] => selectProfiles([older, newer], [name]).map(({ id }) => id);
  assert.deepEqual(named('codex'), ['codex@9.0.0']);
  assert.deepEqual(named('codex@9.0.1'), ['codex@9.0.0']);
  assert.deepEqual(named('codex@1.0.0'), [older.id]);
});

test('a version between two recorded ranges is told as such, with the nearest one', () => {
  const saying = (name: string) => {
    try {
      selectProfiles(profiles, [name]);
    } catch (error) {
      if (error instanceof UserError) return error.detail.whatToDo;
    }
    return assert.fail(`${name} was found`);
  };
  assert.match(saying('claude-code@2.1.150') ?? '', /^the nearest that was is claude-code@2\.0\.77; /);
  assert.match(saying('mcp-python@1.20.0') ?? '', /^the nearest that was is mcp-python@1\.16\.0; /);
  assert.match(saying('mcp-python@1.2.0') ?? '', /^the nearest that was is mcp-python@1\.8\.1; /);
  assert.doesNotMatch(saying('claude-code@newest') ?? '', /nearest/);
});
