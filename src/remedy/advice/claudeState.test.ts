import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Json } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { everythingRemembered, whatStops } from './claudeState.js';
import { jqCommand, jqProgram } from './jq.js';

const SHOP = '/home/jo/shop';
const fixture = join(packageRoot, 'fixtures', 'configs', 'claude-user-state.json');
const text = readFileSync(fixture, 'utf8');
const skip =
  spawnSync('jq', ['--version']).status === 0 ? false : 'jq is not on PATH, so its lines cannot be run';

type State = { [key: string]: Json } & { projects: { [folder: string]: { [key: string]: Json } } };

function stateOf(source: string): State {
  return JSON.parse(source);
}

/** Runs a line in a shell on a copy of the fixture that only its owner may read. */
function ran(test: TestContext, line: (path: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'claude state-'));
  test.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, '.claude.json');
  writeFileSync(path, text, { mode: 0o600 });
  execFileSync('sh', ['-c', line(path)]);
  assert.deepEqual(readdirSync(folder).sort(), ['.claude.json', '.claude.json.bak']);
  assert.equal(readFileSync(`${path}.bak`, 'utf8'), text);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  return readFileSync(path, 'utf8');
}

const user = (path: string): { path: string; value: Json } => ({ path, value: JSON.parse(text) });

describe('what Claude Code remembers of MCP servers', () => {
  it('is named, with where it stands', () => {
    const note = everythingRemembered(user('~/.claude.json'));
    assert.match(
      note?.text ?? '',
      /mcpContextUris \([^)]*\) in 1 project.*|disabledMcpjsonServers \([^)]*\) in 1 project/,
    );
    assert.match(note?.text ?? '', /enabledMcpjsonServers \([^)]*\) in 2 projects/);
    assert.doesNotMatch(note?.text ?? '', /mcpServers|enabledMcpServers/);
    assert.match(note?.command ?? '', /^\(umask 077 && jq 'del\(\.projects\["\/home\/jo\/shop"\]\.disabled/);
  });

  it('can be removed with the line that is printed, and nothing else goes', { skip }, (test) => {
    const after = stateOf(ran(test, (path) => everythingRemembered(user(path))?.command ?? ''));
    const wanted = stateOf(text);
    for (const project of Object.values(wanted.projects)) {
      for (const key of Object.keys(project)) {
        const list = project[key];
        const remembered = /^(en|dis)abledMcp|^mcpContextUris$/.test(key);
        if (remembered && Array.isArray(list) && list.length > 0) delete project[key];
      }
    }
    assert.deepEqual(after, wanted);
    assert.notDeepEqual(after, stateOf(text));
    assert.equal(JSON.stringify(after), JSON.stringify(wanted), 'the order too');
  });

  it('keeps every key of the login, byte for byte', { skip }, (test) => {
    const after = ran(test, (path) => everythingRemembered(user(path))?.command ?? '');
    for (const key of ['oauthAccount', 'primaryApiKey', 'customApiKeyResponses', 'userID']) {
      const value = (source: string): string =>
        execFileSync('jq', ['-c', `.${key}`], { input: source, encoding: 'utf8' });
      assert.equal(value(after), value(text));
      assert.notEqual(value(after), 'null\n');
      assert.equal(JSON.stringify(stateOf(after)[key]), JSON.stringify(stateOf(text)[key]));
    }
    for (const secret of ['not-a-real-key-primary-0123456789/+==', 'not-real-0123456789ab']) {
      assert.ok(after.includes(`"${secret}"`));
    }
  });

  it('says nothing where nothing is remembered', () => {
    for (const value of [{}, { projects: {} }, { projects: { a: null } }, { projects: [] }, 7, null]) {
      assert.equal(everythingRemembered({ path: 'f', value }), null);
    }
  });
});

describe('what keeps the servers of a .mcp.json from being connected', () => {
  const files = (path: string) => ({ user: user(path), needsAuth: null });

  it('is named for this folder and these servers alone', () => {
    const notes = whatStops(files('~/.claude.json'), SHOP, ['api', 'docs', 'other']);
    assert.deepEqual(
      notes.map(({ text: said }) => said.split('. ')[0]),
      [
        '~/.claude.json remembers for this folder (disabledMcpjsonServers): api was rejected when Claude Code asked, so it is not started',
      ],
    );
    assert.deepEqual(whatStops(files('f'), '/elsewhere', ['api']), []);
    assert.deepEqual(whatStops({ user: null, needsAuth: null }, SHOP, ['api']), []);
  });

  it('can be forgotten with the line that is printed, for that server alone', { skip }, (test) => {
    const after = stateOf(ran(test, (path) => whatStops(files(path), SHOP, ['api'])[0]?.command ?? ''));
    const wanted = stateOf(text);
    assert.ok(wanted.projects[SHOP]);
    wanted.projects[SHOP]['disabledMcpjsonServers'] = ['metrics'];
    assert.deepEqual(after, wanted);
  });

  it('can be an entry of the same name that Claude Code prefers', () => {
    const [note] = whatStops(files('~/.claude.json'), SHOP, ['legacy']);
    assert.match(note?.text ?? '', /has an entry legacy of its own for this folder/);
    assert.equal(note?.command, 'claude mcp remove legacy --scope local');
  });

  it('can be a login that was asked for once', () => {
    const needsAuth = {
      path: '~/.claude/mcp-needs-auth-cache.json',
      value: { api: { timestamp: 1 }, x: {} },
    };
    const [note] = whatStops({ user: null, needsAuth }, SHOP, ['api']);
    assert.match(note?.text ?? '', /remembers that api asked for a login/);
    assert.match(note?.command ?? '', /jq 'del\(\.api\)' ~\/\.claude\/mcp-needs-auth-cache\.json >/);
  });
});

it('a line keeps names with quotes, brackets and backslashes to the letter', { skip }, (test) => {
  const folder = '/home/jo/it\'s "quoted" (a\\b)';
  const edits = [
    { path: ['projects', folder, 'mcpServers', 'x\\(1)', 'url'], value: 'http://h/?a=b\'c"' },
    { path: ['projects', folder, 'enabledMcpjsonServers'], value: undefined },
  ];
  const after = stateOf(ran(test, (path) => jqCommand(jqProgram(edits), path)));
  const wanted = stateOf(text);
  wanted.projects[folder] = {
    ...wanted.projects[folder],
    mcpServers: { 'x\\(1)': { url: 'http://h/?a=b\'c"' } },
  };
  delete wanted.projects[folder]['enabledMcpjsonServers'];
  assert.deepEqual(after, wanted);
});

it('a line whose jq program is wrong leaves the file alone', { skip }, (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'claude state-'));
  test.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'f');
  writeFileSync(path, text);
  assert.notEqual(spawnSync('sh', ['-c', jqCommand('not a program', path)]).status, 0);
  assert.equal(readFileSync(path, 'utf8'), text);
});

it('a line finds a file in the home that has a space in its path, and overwrites no copy', (test) => {
  const home = mkdtempSync(join(tmpdir(), 'claude home-'));
  test.after(() => rmSync(home, { recursive: true }));
  mkdirSync(join(home, "my c'fg"));
  mkdirSync(join(home, 'bin'));
  // Stands for jq: each run says something else.
  writeFileSync(join(home, 'bin', 'jq'), '#!/bin/sh\ncat "$2"; echo more\n', { mode: 0o755 });
  const path = join(home, "my c'fg", '.claude.json');
  writeFileSync(path, 'first\n');
  const env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH']}` };
  const line = jqCommand('.', "~/my c'fg/.claude.json");
  for (const _ of [1, 2]) assert.equal(spawnSync('sh', ['-c', line], { env }).status, 0, line);
  const read = (ending: string): string => readFileSync(path + ending, 'utf8');
  assert.deepEqual(['', '.bak', '.bak.1'].map(read), ['first\nmore\nmore\n', 'first\n', 'first\nmore\n']);
});
