import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../../errors.js';
import { packageRoot } from '../../packageRoot.js';
import { readConfig } from './entries.js';
import { formatNamed, loadFormats } from './formats.js';

interface Case {
  name: string;
  path: string;
  text: string;
  client: string | null;
  format: string;
}

const cases: Case[] = JSON.parse(
  readFileSync(join(packageRoot, 'fixtures', 'configs', 'recognition.json'), 'utf8'),
);
const formats = await loadFormats();

describe('whose configuration a file is', () => {
  for (const one of cases) {
    it(`${one.name}: ${one.format}`, async () => {
      const { format } = await readConfig({ ...one, env: {} }, formats);
      assert.equal(format.id, one.format);
    });
  }

  it('cannot be told of any JSON: the error lists the clients that are known', async () => {
    const error = await readConfig({ path: 'x.json', text: '{"a":1}', env: {} }, formats).catch(
      (thrown) => thrown,
    );
    assert.ok(error instanceof UserError);
    assert.equal(
      error.detail.whatToDo,
      'say whose it is with --client: claude-code, claude-desktop, claude-user, codex, cursor, gemini, opencode, qwen, vscode, windsurf',
    );
  });
});

it('a client that is mistyped gets a near name', () => {
  assert.throws(
    () => formatNamed('windsurfer', formats),
    (error: UserError) => error.detail.whatToDo.startsWith('did you mean windsurf? known: claude-code, '),
  );
});
