import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { rewrite, toFile, WriteError } from './files.js';

function folderWith(test: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rewrite-'));
  test.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o640 });
  return folder;
}

function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

it('a recording is written for its owner alone, and one that is there keeps its rights', async (test) => {
  const folder = folderWith(test, { old: 'old' });
  for (const name of ['new', 'old']) await toFile(join(folder, name), 'wire');
  const rights = ['new', 'old'].map((name) => statSync(join(folder, name)).mode & 0o777);
  assert.deepEqual(rights, [0o600, 0o640]);
});

describe('a file that is rewritten', () => {
  it('is kept as it was beside it, with the same rights', async (test) => {
    const folder = folderWith(test, { 'f.json': 'old\r\n' });
    const path = join(folder, 'f.json');
    assert.equal(await rewrite(path, 'old\r\n', 'new'), `${path}.bak`);
    assert.deepEqual(contents(folder), { 'f.json': 'new', 'f.json.bak': 'old\r\n' });
    for (const name of [path, `${path}.bak`]) assert.equal(statSync(name).mode & 0o777, 0o640);
  });

  it('overwrites no other backup, and makes no second one of the same text', async (test) => {
    const folder = folderWith(test, { f: 'old', 'f.bak': 'older', 'f.bak.1': 'other' });
    const path = join(folder, 'f');
    assert.equal(await rewrite(path, 'old', 'new'), `${path}.bak.2`);
    assert.equal(await rewrite(path, 'new', 'old'), `${path}.bak.3`);
    assert.equal(await rewrite(path, 'old', 'newest'), `${path}.bak.2`);
    assert.deepEqual(contents(folder), {
      f: 'newest',
      'f.bak': 'older',
      'f.bak.1': 'other',
      'f.bak.2': 'old',
      'f.bak.3': 'new',
    });
  });

  it('stays where a symbolic link points, and the link stays a link', async (test) => {
    const folder = folderWith(test, {});
    mkdirSync(join(folder, 'dotfiles'));
    writeFileSync(join(folder, 'dotfiles', 'real'), 'old');
    symlinkSync('dotfiles/real', join(folder, 'link'));
    await rewrite(join(folder, 'link'), 'old', 'new');
    assert.equal(readlinkSync(join(folder, 'link')), 'dotfiles/real');
    assert.equal(readFileSync(join(folder, 'dotfiles', 'real'), 'utf8'), 'new');
  });

  it('is left alone when it is not what was read any more', async (test) => {
    const folder = folderWith(test, { f: 'changed meanwhile' });
    await assert.rejects(rewrite(join(folder, 'f'), 'old', 'new'), { code: 'CHANGED' });
    assert.deepEqual(contents(folder), { f: 'changed meanwhile' });
  });

  it('that is gone or a folder is named, and nothing is left behind', async (test) => {
    const folder = folderWith(test, {});
    await assert.rejects(rewrite(join(folder, 'f'), '', 'x'), (error) => {
      assert.ok(error instanceof WriteError);
      return error.code === 'ENOENT';
    });
    await assert.rejects(rewrite(folder, '', 'x'), { code: 'EISDIR' });
    assert.deepEqual(contents(folder), {});
  });
});
